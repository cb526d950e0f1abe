import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { modeleCommandes } from './modele.ts'

it('le modèle des commandes a une feuille « Plan » qui dit, ligne par ligne, ce que l’aide paie, et les lots', async () => {
  const depense = (libelle: string, eligible: boolean) => ({
    id: libelle,
    libelle,
    eligible,
    clause: undefined,
    explication: undefined,
    prevu: 0,
    commande: 0,
  })
  const b = {
    numero: 'ITN7-0042',
    depenses: [depense('Portail', true), depense('Ordinateurs', false)],
    lots: [{ id: 'l', libelle: 'Lot 1. Portail' }],
  } as unknown as Parameters<typeof modeleCommandes>[0]
  const [commandes, plan] = (await readXlsx(await modeleCommandes(b))).sheets
  expect(plan!.rows).toEqual([
    ['Ligne de dépense', 'Payée par l’aide', 'Lot'],
    ['Portail', 'Oui', 'Lot 1. Portail'],
    ['Ordinateurs', 'Non', ''],
  ])
  expect(commandes!.rows).toHaveLength(1)
})
