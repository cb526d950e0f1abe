import { writeXlsx } from 'hucre/xlsx'
import type { Appel } from '../../cahier/index.ts'
import { lignesMax } from '../../contenu/index.ts'
import { COLONNES_IMPORT, colonnesEnPlus, TITRES_IMPORT } from './colonnes.ts'

const LARGEURS = { libelle: 44, fournisseur: 28, nature: 44, ht: 14, ttc: 14, lot: 24 } as const

const lettre = (rang: number) => String.fromCharCode(65 + rang)

/**
 * A workbook to fill in: the titles that the import knows, those of the call after them; what is chosen from a list is a list to choose from: the natures, with beside it
 * what they mean, then those of the call.
 */
export function modelePlan(appel: Appel): Promise<Uint8Array> {
  const communes = COLONNES_IMPORT.filter(c => c !== 'lot' || !appel.lignes_du_plan?.rang)
  const siennes = colonnesEnPlus(appel)
  const choix = siennes.flatMap((c, i) =>
    c.genre === 'choix' ? [{ rang: communes.length + i, libelle: c.libelle, options: c.options ?? [] }] : [],
  )
  const lignes = lignesMax('depenses', appel) + 1
  const liste = (rang: number, formula1: string) => ({
    type: 'list' as const,
    range: `${lettre(rang)}2:${lettre(rang)}${lignes}`,
    formula1,
    allowBlank: true,
  })
  const euros = { numFmt: '#,##0.00' }
  return writeXlsx({
    properties: { title: `Dépenses, ${appel.titre}` },
    sheets: [
      {
        name: 'Dépenses',
        columns: [
          ...communes.map(c => ({
            key: c as string,
            header: TITRES_IMPORT[c],
            width: LARGEURS[c],
            ...(c === 'ht' || c === 'ttc' ? euros : {}),
          })),
          ...siennes.map(c => ({ key: c.nom, header: c.libelle, width: 24, ...(c.genre === 'montant' ? euros : {}) })),
        ],
        rows: [[...communes.map(c => TITRES_IMPORT[c]), ...siennes.map(c => c.libelle)]],
        freezePane: { rows: 1 },
        dataValidations: [
          liste(2, `Natures!$A$2:$A$${appel.natures.length + 1}`),
          ...choix.map((c, i) => liste(c.rang, `Choix!$${lettre(i)}$2:$${lettre(i)}$${c.options.length + 1}`)),
        ],
      },
      {
        name: 'Natures',
        columns: [{ width: 60 }, { width: 30 }, { width: 80 }],
        rows: [['Nature', 'Payée par l’aide', 'Pourquoi'], ...appel.natures.map(n => [n.libelle, PAYEE[n.eligible], n.explication ?? ''])],
      },
      ...(choix.length > 0
        ? [
            {
              name: 'Choix',
              columns: choix.map(() => ({ width: 40 })),
              rows: [
                choix.map(c => c.libelle),
                ...Array.from({ length: Math.max(...choix.map(c => c.options.length)) }, (_, i) =>
                  choix.map(c => c.options[i]?.libelle ?? ''),
                ),
              ],
            },
          ]
        : []),
    ],
  })
}

const PAYEE = { oui: 'Oui', marginale: 'Pour une part marginale', non: 'Non', exclue: 'Non, et interdite dans le plan' } as const
