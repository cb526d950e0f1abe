import { describe, expect, it } from 'vitest'
import { lireTableau } from '../../features/tableur/lire-tableau.ts'
import { zipSain } from '../../lib/repertoire-zip.ts'
import { classeur, type Entree, fin, ods, ranger, TYPES, tableOds, zip } from './zips.ts'

/**
 * Workbooks made to fill the memory of whoever opens them. What a ZIP says of itself is believed only where the reader of workbooks can believe nothing else.
 * Seen to fail: without `tait` and `estFranc` in `zipSain`, four of the first five are opened: 300 kilobytes become 600 megabytes.
 */
const GROS = 300_000_000
const PETIT = { octets: 900_000, brut: 20_000_000, lignes: 500, caracteres: 150_000 }
const bombe = (dit: Entree['dit'] = {}): Entree => ({ nom: '[Content_Types].xml', brut: Buffer.alloc(GROS, 32), dit })

describe('un classeur fait pour remplir la mémoire', () => {
  const vrai = ranger([bombe()])
  const leurre = ranger([TYPES], vrai.locaux.length + vrai.repertoire.length)
  const debutLeurre = vrai.locaux.length + vrai.repertoire.length + leurre.locaux.length
  const corps = Buffer.concat([vrai.locaux, vrai.repertoire, leurre.locaux, leurre.repertoire])
  const finFausse = fin(1, vrai.repertoire.length, vrai.locaux.length, 1)
  it.each([
    ['dit sa taille', zip([bombe()])],
    ['se dit vide', zip([bombe({ brut: 0 })])],
    ['remet à plus loin de dire sa taille', zip([bombe({ brut: 0, compresse: 0, drapeaux: 8 })])],
    [
      'cache un second répertoire dans son commentaire',
      Buffer.concat([corps, fin(1, leurre.repertoire.length, debutLeurre, 22), finFausse]),
    ],
    ['donne deux places à son répertoire', Buffer.concat([corps, fin(1, leurre.repertoire.length, vrai.locaux.length)])],
  ])('%s : il est refusé sans être ouvert', async (_quoi, octets) => {
    expect(octets.length).toBeLessThan(PETIT.octets)
    expect(zipSain(octets, PETIT.brut)).toBe(false)
    expect(await lireTableau({ octets, limites: PETIT })).toEqual({ ok: false, error: 'illisible' })
  })

  it.each([
    [
      'répète une ligne un million de fois',
      ods(
        tableOds(
          '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
        ),
      ),
    ],
    [
      'répète une espace un milliard de fois',
      ods(
        tableOds(
          '<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="900000000"/></text:p></table:table-cell></table:table-row>',
        ),
      ),
    ],
    [
      's’étend d’un coin à l’autre de la feuille',
      classeur(
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>',
      ),
    ],
    [
      'se définit par lui-même (entités)',
      classeur(
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&b;</t></is></c></row></sheetData></worksheet>',
      ),
    ],
    [
      'demande un fichier de la machine',
      classeur(
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>',
      ),
    ],
  ])('%s : lu ou refusé, jamais développé', async (_quoi, octets) => {
    const lu = await lireTableau({ octets, limites: PETIT })
    expect(JSON.stringify(lu).length).toBeLessThan(1_000_000)
    expect(JSON.stringify(lu)).not.toMatch(/root:|a{50}/)
  })
})
