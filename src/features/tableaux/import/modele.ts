import { writeXlsx } from 'hucre/xlsx'
import type { Appel, TableauAppel } from '../../cahier/index.ts'
import { colonnesDe } from '../../contenu/index.ts'

/** A workbook to fill in: the columns of the table, its choices as lists. */
export function modeleTableau(appel: Appel, t: TableauAppel): Promise<Uint8Array> {
  const colonnes = colonnesDe(t.id, appel, [])
  const choix = colonnes.flatMap((c, i) => (c.options ? [{ rang: i, libelle: c.libelle, mots: c.options.map(o => o.libelle) }] : []))
  const lettre = (rang: number) => String.fromCharCode(65 + rang)
  return writeXlsx({
    properties: { title: `${t.libelle}, ${appel.titre}` },
    sheets: [
      {
        name: 'Lignes',
        columns: colonnes.map(c => ({
          key: c.nom,
          header: c.libelle,
          width: c.genre === 'texte_court' || c.options ? 36 : 18,
          ...(c.genre === 'montant' ? { numFmt: '#,##0.00' } : {}),
        })),
        rows: [colonnes.map(c => c.libelle)],
        freezePane: { rows: 1 },
        dataValidations: choix.map((x, i) => ({
          type: 'list' as const,
          range: `${lettre(x.rang)}2:${lettre(x.rang)}${t.max + 1}`,
          formula1: `Choix!$${lettre(i)}$2:$${lettre(i)}$${x.mots.length + 1}`,
          allowBlank: true,
        })),
      },
      ...(choix.length > 0
        ? [
            {
              name: 'Choix',
              columns: choix.map(() => ({ width: 40 })),
              rows: [
                choix.map(x => x.libelle),
                ...Array.from({ length: Math.max(...choix.map(x => x.mots.length)) }, (_, i) => choix.map(x => x.mots[i] ?? '')),
              ],
            },
          ]
        : []),
    ],
  })
}
