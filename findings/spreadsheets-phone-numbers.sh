#!/bin/sh
# Finding: a phone number that stands in a CSV as E.164 demands does not survive being opened and saved.
#
# Software:  LibreOffice Calc 7.4.7 and Gnumeric 1.12.55, as Debian 12 has them; in English and in French
# Input:     a CSV of four phone numbers, each of them a valid way to write it (E.164, ITU-T E.123, DIN 5008 of old, RFC 3966)
# Expected:  the same texts, because no cell was edited
# Seen:      both programs save +442079460100 as 442079460100. In French, both take the groups of three of +34 911 234 567
#            for thousands. Gnumeric makes +49 30/23125012 a fraction. With a scheme (sms:+442079460100), nothing happens.
# Way out:   write a scheme before the number, or a workbook with text cells.
#
# Exit code 0 if they still behave so. Needs Debian's packages libreoffice-calc, gnumeric and locales.
set -eu
if ! command -v ssconvert >/dev/null || ! command -v soffice >/dev/null || ! command -v localedef >/dev/null; then
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends libreoffice-calc gnumeric locales >/dev/null
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir locales libreoffice gnumeric
export LOCPATH="$folder/locales"
for language in en_US fr_FR; do localedef -i "$language" -f UTF-8 "$LOCPATH/$language.UTF-8" || true; done

cat > numbers.csv <<'CSV'
number
+442079460100
+34 911 234 567
+49 30/23125012
sms:+442079460100
CSV

saved_by() { tail -n +2 "$1/numbers.csv" | tr -d '"' | sed 's/[.,]0*1297.*/.…/' | paste -sd '|' -; }

same=0
expect() {
  echo "$1: $2"
  [ "$2" = "$3" ] || same=1
}
echo "$(soffice --version | cut -d' ' -f1,2), $(ssconvert --version 2>&1 | grep -o "version '[0-9.]*'" | head -1)"
for language in en_US fr_FR; do
  LC_ALL="$language.UTF-8" LANG="$language.UTF-8" soffice "-env:UserInstallation=file://$folder/profile-$language" --headless \
    --infilter='CSV:44,34,76,1,,0,false,false,false' --convert-to csv --outdir libreoffice numbers.csv >/dev/null 2>&1
  LC_ALL="$language.UTF-8" LANG="$language.UTF-8" ssconvert numbers.csv gnumeric/numbers.csv >/dev/null 2>&1
  [ "$language" = fr_FR ] && spanish=34911234567 || spanish='+34 911 234 567'
  expect "LibreOffice, $language" "$(saved_by libreoffice)" "442079460100|$spanish|+49 30/23125012|sms:+442079460100"
  expect "Gnumeric, $language" "$(saved_by gnumeric)" "442079460100|$spanish|49.…|sms:+442079460100"
done
if [ "$same" = 0 ]; then
  echo 'They still save other numbers than they have opened.'
else
  echo 'They behave otherwise now.'
  exit 1
fi
