import { writeXlsx } from 'hucre/xlsx'
import type { Bilan } from '../bilan.ts'
import { COLONNES_COMMANDES, TITRES_COMMANDES } from './preparer-import.ts'

const LARGEURS: Partial<Record<(typeof COLONNES_COMMANDES)[number], number>> = {
  siret: 20,
  entreprise: 40,
  departement: 22,
  depense: 36,
  objet: 40,
}

/** A workbook to fill in: the titles that the import knows, and the lines of the plan as a list to choose from. */
export const modeleCommandes = (b: Pick<Bilan, 'depenses' | 'lots' | 'numero'>): Promise<Uint8Array> =>
  writeXlsx({
    properties: { title: `Commandes, dossier ${b.numero}` },
    sheets: [
      {
        name: 'Commandes',
        columns: COLONNES_COMMANDES.map(c => ({
          key: c,
          header: TITRES_COMMANDES[c],
          width: LARGEURS[c] ?? 16,
          ...(c === 'ht' || c === 'ttc' ? { numFmt: '#,##0.00' } : c === 'siret' || c === 'departement' ? { numFmt: '@' } : {}),
        })),
        rows: [COLONNES_COMMANDES.map(c => TITRES_COMMANDES[c])],
        freezePane: { rows: 1 },
        ...(b.depenses.length > 0
          ? {
              dataValidations: [
                { type: 'list' as const, range: 'H2:H5000', formula1: `Plan!$A$2:$A$${b.depenses.length + 1}`, allowBlank: true },
              ],
            }
          : {}),
      },
      {
        name: 'Plan',
        columns: [{ width: 60 }, { width: 20 }, { width: 40 }],
        rows: [
          ['Ligne de dépense', 'Payée par l’aide', 'Lot'],
          ...Array.from({ length: Math.max(b.depenses.length, b.lots.length) }, (_, i) => [
            b.depenses[i]?.libelle ?? '',
            b.depenses[i] ? (b.depenses[i].eligible ? 'Oui' : 'Non') : '',
            b.lots[i]?.libelle ?? '',
          ]),
        ],
      },
    ],
  })
