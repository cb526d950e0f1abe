import { writeXlsx } from 'hucre/xlsx'
import type { Appel } from '../../cahier/index.ts'
import { lignesMax } from '../../contenu/index.ts'
import { COLONNES_IMPORT, TITRES_IMPORT } from './colonnes.ts'

const LARGEURS = { libelle: 44, fournisseur: 28, nature: 44, ht: 14, ttc: 14, lot: 24 } as const

/** A workbook to fill in: the titles that the import knows, the natures of the call as a list to choose from, and beside it what they mean. */
export const modelePlan = (appel: Appel): Promise<Uint8Array> =>
  writeXlsx({
    properties: { title: `Dépenses, ${appel.titre}` },
    sheets: [
      {
        name: 'Dépenses',
        columns: COLONNES_IMPORT.map(c => ({
          key: c,
          header: TITRES_IMPORT[c],
          width: LARGEURS[c],
          ...(c === 'ht' || c === 'ttc' ? { numFmt: '#,##0.00' } : {}),
        })),
        rows: [COLONNES_IMPORT.map(c => TITRES_IMPORT[c])],
        freezePane: { rows: 1 },
        dataValidations: [
          {
            type: 'list',
            range: `C2:C${lignesMax('depenses', appel) + 1}`,
            formula1: `Natures!$A$2:$A$${appel.natures.length + 1}`,
            allowBlank: true,
          },
        ],
      },
      {
        name: 'Natures',
        columns: [{ width: 60 }, { width: 30 }, { width: 80 }],
        rows: [['Nature', 'Payée par l’aide', 'Pourquoi'], ...appel.natures.map(n => [n.libelle, PAYEE[n.eligible], n.explication ?? ''])],
      },
    ],
  })

const PAYEE = { oui: 'Oui', marginale: 'Pour une part marginale', non: 'Non', exclue: 'Non, et interdite dans le plan' } as const
