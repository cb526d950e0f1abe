import { classeur, ods, TYPES, tableOds, texte, zip } from './zips.ts'

/** The widest bounds that a list sent to the site has: the orders of a bilan. */
export const LIMITES = { octets: 5_000_000, brut: 120_000_000, lignes: 20_100, caracteres: 16_000_000 }

const cellule = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"'
const mot = '<text:p>a</text:p></table:table-cell>'
const lettres = (n: number): string => (n >= 26 ? lettres(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26))
export const rangee = (r: number, colonnes: number) =>
  `<row r="${r}">${Array.from({ length: colonnes }, (_, i) => `<c r="${lettres(i)}${r}"><v>1</v></c>`).join('')}</row>`
const feuille = (contenu: string, suite = '') => `<worksheet><sheetData>${contenu}</sheetData>${suite}</worksheet>`
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const lien = (id: string, type: string, cible: string) => `<Relationship Id="${id}" Type="${REL}/${type}" Target="${cible}"/>`
const liens = (...l: string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${l.join('')}</Relationships>`
const avec = (type: string, partie: string, contenu: string, lignes: string) =>
  zip([
    TYPES,
    texte('_rels/.rels', liens(lien('rId1', 'officeDocument', 'xl/workbook.xml'))),
    texte('xl/workbook.xml', `<workbook xmlns:r="${REL}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    texte('xl/_rels/workbook.xml.rels', liens(lien('rId1', 'worksheet', 'worksheets/sheet1.xml'), lien('rId2', type, partie))),
    texte(`xl/${partie}`, contenu),
    texte('xl/worksheets/sheet1.xml', feuille(lignes)),
  ])
export const partage = (contenu: string, lignes: string) => avec('sharedStrings', 'sharedStrings.xml', `<sst>${contenu}</sst>`, lignes)
export const fois = (n: number, t: string) => t.repeat(n)
/** A million texts that the sheets of a workbook share, one of which, the last, a cell cites. */
export const million = (mot: string) => partage(fois(1_000_000, `<si><t>${mot}</t></si>`), '<row><c t="s"><v>999999</v></c></row>')
const LONG = 'x'.repeat(4000)

/** Files made to stop whoever reads them: what they are, their bytes, and the refusal, or the lines read, that each must get. */
export const HOSTILES: [string, () => Buffer, RegExp | number][] = [
  [
    'une cellule répétée 16 384 fois et étendue, sur 1 200 lignes (ODS)',
    () => ods(tableOds(fois(1200, `<table:table-row>${cellule} table:number-columns-spanned="2">${mot}</table:table-row>`))),
    /^trop_large$/,
  ],
  [
    'une ligne répétée 1 048 576 fois (ODS)',
    () =>
      ods(
        tableOds(
          `<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string">${mot}</table:table-row>`,
        ),
      ),
    20_100,
  ],
  [
    'des lignes vides répétées sans fin (ODS)',
    () =>
      ods(
        tableOds(
          fois(
            50_000,
            `<table:table-row table:number-rows-repeated="999999999"/><table:table-row><table:table-cell office:value-type="string">${mot}</table:table-row>`,
          ),
        ),
      ),
    20_100,
  ],
  [
    'un million de balises l’une dans l’autre (ODS)',
    () => ods(tableOds(`<table:table-row><table:table-cell>${fois(1_000_000, '<text:p>')}`)),
    /^illisible$/,
  ],
  [
    '16 384 colonnes sur vingt lignes (XLSX)',
    () => classeur(feuille(Array.from({ length: 20 }, (_, i) => rangee(i + 1, 16_384)).join(''))),
    /^trop_large$/,
  ],
  ['un million de textes partagés que rien ne cite (XLSX)', () => partage(fois(1_000_000, '<si><t>a</t></si>'), rangee(1, 3)), 1],
  ['un million de textes partagés, le dernier cité (XLSX)', () => million('a'), 1],
  [
    'quatre cent mille textes partagés, tous cités (XLSX)',
    () =>
      partage(
        Array.from({ length: 400_000 }, (_, i) => `<si><t>${String(i).padEnd(39, 'x')}</t></si>`).join(''),
        Array.from(
          { length: 20_000 },
          (_, l) => `<row>${Array.from({ length: 20 }, (_, c) => `<c t="s"><v>${l * 20 + c}</v></c>`).join('')}</row>`,
        ).join(''),
      ),
    20_000,
  ],
  [
    'un texte de vingt mégaoctets dans une cellule (XLSX)',
    () => classeur(feuille(`<row><c t="inlineStr"><is><t>${fois(5_000, LONG)}</t></is></c></row>`)),
    1,
  ],
  [
    'un texte partagé cité 400 000 fois (XLSX)',
    () => partage(`<si><t>${LONG}</t></si>`, fois(20_000, `<row>${fois(20, '<c t="s"><v>0</v></c>')}</row>`)),
    /^trop_plein$/,
  ],
  [
    'deux millions de cellules pleines (XLSX)',
    () => classeur(feuille(fois(50_000, `<row>${fois(40, '<c><v>1</v></c>')}</row>`))),
    /^trop_plein$/,
  ],
  [
    'quatre cent mille cellules fusionnées (XLSX)',
    () => classeur(feuille(rangee(1, 3), `<mergeCells>${fois(400_000, '<mergeCell ref="A1:XFD1048576"/>')}</mergeCells>`)),
    1,
  ],
  [
    'un million de styles (XLSX)',
    () =>
      avec('styles', 'styles.xml', `<styleSheet><cellXfs>${fois(1_000_000, '<xf numFmtId="14"/>')}</cellXfs></styleSheet>`, rangee(1, 3)),
    /^trop_(lourd|long)$/,
  ],
  ['50 000 parties (XLSX)', () => zip(Array.from({ length: 50_000 }, (_, i) => texte(`xl/${i}`, ''))), /^illisible$/],
  ['une seule ligne de 5 Mo (CSV)', () => Buffer.alloc(LIMITES.octets, 'a'), 1],
  ['des millions de colonnes (CSV)', () => Buffer.alloc(LIMITES.octets, ';'), 1],
  ['des millions de lignes (CSV)', () => Buffer.alloc(LIMITES.octets, 'a\n'), 20_100],
  ['des guillemets qui ne se ferment pas (CSV)', () => Buffer.from(fois(1_000_000, 'a;"b\n')), 20_100],
  ['des accents empilés dans un ordre impossible (CSV)', () => Buffer.from(fois(20, `a;e${fois(50_000, '\u0301\u0323')}\n`)), 20],
]
