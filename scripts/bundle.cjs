const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** @typedef {import('esbuild').BuildOptions & { absWorkingDir: string, outfile: string }} Options */

/**
 * Gives a bundle that esbuild makes, or has made before. A bundle is used again only if no byte has
 * changed: of the options, of each file that went into it, and of the bundle itself. A record in
 * dist/ holds all of them.
 *
 * @param {Options} options `outfile` is in dist/ of the folder `absWorkingDir`.
 * @returns {{ code: Buffer, map: () => string, isKept: boolean }} The bundle, its source map if the
 *   options want one, and whether `outfile` holds the bundle. It does not if dist/ is read-only.
 * @throws {Error} If the source has an error, or if a package is missing.
 * @see https://esbuild.github.io/api/#metafile
 */
function bundle(options) {
  const file = path.join(options.absWorkingDir, options.outfile);
  const recordFile = beside(options, 'record');
  const record = read(recordFile);
  const kept = read(file);
  if (isRecorded(record, kept, options)) {
    return { code: kept, map: () => `${read(`${file}.map`)}`, isKept: true };
  }
  const { code, map, sources } = build(options);
  const isKept = keep(options, {
    ...(map && { [`${file}.map`]: map }),
    [file]: code,
    [recordFile]: Buffer.concat([sources, code]),
  });
  return { code, map: () => `${map}`, isKept };
}

/**
 * Bundles until no file changes meanwhile. Otherwise a record could hold what somebody wrote after
 * esbuild had read the file.
 *
 * @param {Options} options
 */
function build(options) {
  // Loaded only now, because most runs build nothing.
  const { buildSync } = require('esbuild');
  let sources = Buffer.alloc(0);
  for (;;) {
    const { outputFiles, metafile } = buildSync({
      ...options,
      ...{ metafile: true, tsconfigRaw: '{}', write: false },
    });
    const before = sources;
    sources = recordOf(withPackages(Object.keys(metafile.inputs)), options);
    const [code, map] = ['.js', '.js.map'].map((ending) =>
      outputFiles.find((file) => file.path.endsWith(ending)),
    );
    if (sources.equals(before)) {
      return { code: Buffer.from(code.contents), map: map && Buffer.from(map.contents), sources };
    }
  }
}

/**
 * Adds the package.json of each package, which says which of its files count.
 * @param {string[]} inputs
 */
function withPackages(inputs) {
  const folders = inputs.flatMap(
    (name) => /^.*node_modules\/(@[^/]+\/)?[^/]+\//.exec(name)?.[0] ?? [],
  );
  const packages = new Set(['node_modules/esbuild/', ...folders]);
  return [...inputs, ...[...packages].map((folder) => `${folder}package.json`)];
}

/**
 * Makes a record without the bundle: one line with the options, and the names and sizes of the
 * files, then the files.
 *
 * @param {string[]} inputs
 * @param {Options} options
 */
function recordOf(inputs, { absWorkingDir, ...options }) {
  const files = inputs.map((name) => read(path.join(absWorkingDir, name)) ?? Buffer.alloc(0));
  const sizes = files.map(({ length }) => length);
  return Buffer.concat([Buffer.from(`${JSON.stringify({ options, inputs, sizes })}\n`), ...files]);
}

/**
 * Whether a record is that of a bundle, and nothing has changed since.
 *
 * @param {Buffer | undefined} record
 * @param {Buffer | undefined} code
 * @param {Options} options
 */
function isRecorded(record, code, { absWorkingDir, ...options }) {
  if (!record || !code) return false;
  let at = record.indexOf('\n') + 1;
  const line = record.toString('utf8', 0, at);
  // Another version may have written a record in another form.
  const { inputs, sizes, ...head } = line.startsWith('{"options":') ? JSON.parse(line) : {};
  const isNext = (bytes, size) => {
    const from = at;
    at += size;
    return bytes?.length === size && bytes.compare(record, from, at) === 0;
  };
  return (
    JSON.stringify(head) === JSON.stringify({ options }) &&
    inputs.every((name, index) => isNext(read(path.join(absWorkingDir, name)), sizes[index])) &&
    isNext(code, record.length - at)
  );
}

/**
 * Writes each file under another name, then renames it. So a reader always gets a whole file.
 *
 * @param {Options} options
 * @param {Record<string, Buffer>} files
 * @returns {boolean} Whether all files could be written.
 */
function keep(options, files) {
  const temporary = beside(options, `${process.pid}`);
  try {
    for (const [file, contents] of Object.entries(files)) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(temporary, contents);
      renameSync(temporary, file);
    }
    return true;
  } catch {
    rmSync(temporary, { force: true });
    return false;
  }
}

/**
 * A file in dist/, and not beside the bundle: twilio-run deploys what is there.
 * @param {Options} options
 * @param {string} ending
 */
function beside({ absWorkingDir, outfile }, ending) {
  return path.join(absWorkingDir, 'dist', `${path.basename(outfile)}.${ending}`);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

module.exports = { bundle };
