/** What each step of a deployment does. */
export const DOING = {
  service: 'preparing the Service',
  environment: 'preparing the environment',
  files: 'uploading the files',
  build: 'waiting for the build',
  variables: 'setting the variables',
  activation: 'activating the build',
  deletion: 'deleting variables',
};

/** A step of a deployment. */
export type Step = keyof typeof DOING;

/**
 * Says what a deployment has changed if it ends in this step. The variables are set before the
 * build is activated, and take effect at once.
 */
export function whatHasChanged(step: Step): string {
  switch (step) {
    case 'variables':
      return 'Variables may have changed already, and act at once; Function and mapping are as before.';
    case 'activation':
      return 'The new variables act already; Function and mapping may be the new ones or those before.';
    case 'deletion':
      return 'Function, mapping and new variables act already; variables to delete may act still.';
    default:
      return 'Nothing has changed for Frontline.';
  }
}
