import { expect, it } from 'vitest'
import { lireConfig } from '../../../config.ts'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import type { Portefeuille } from './lire-portefeuille.ts'
import { rapportDe } from './rapport.ts'

const config = lireConfig({ SECRET: 's'.repeat(40) })
const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const argent = { montant: 100, consomme: 0, engage: 0, prevu: 0, ordonne: 0, verse: 0, reste: 100 }
/** A portfolio of projects that end later than was agreed, and nothing else. */
const portefeuille = (instruit: boolean, glissements: number) =>
  ({
    ensemble: { appels: [{ appel }], libelle: 'Tout' },
    departements: [],
    instant: new Date('2022-03-31T10:00:00Z'),
    au: '2022-03-31',
    argent,
    instruit,
    alertes: [],
    mouvements: [],
    periodes: [],
    laureats: [],
    lignes: [],
    indicateurs: [],
    destinations: { lignes: [], commandes: 0, ht: 0, credits: 0, ici: 0 },
    glissements: Array.from({ length: glissements }, (_, i) => ({
      l: { porteur: `Commune ${i}` },
      initiale: '2022-09-30',
      annoncee: '2022-12-31',
      jours: 92,
      apresLimite: i === 0,
    })),
  }) as unknown as Portefeuille

// Seen to fail: without `p.instruit`, without the bound, and from the second one.
it('le rapport nomme qui finira plus tard, douze au plus, le premier d’abord ; à qui n’instruit pas, il ne nomme personne', () => {
  const { fins } = rapportDe(portefeuille(true, 15), config)
  expect(fins).toHaveLength(12)
  expect(fins[0]).toEqual({
    porteur: 'Commune 0',
    initiale: '30/09/2022',
    annoncee: '31/12/2022',
    jours: '+92\u00a0jours, après la limite',
  })
  expect(fins[1]!.jours).toBe('+92\u00a0jours')
  expect(rapportDe(portefeuille(false, 15), config).fins).toEqual([])
})

// Seen to fail: without the bound, and with the words of the code.
it('le rapport dit ce qui a bougé dans les enveloppes depuis leur ouverture, douze lignes au plus', () => {
  const mouvement = (genre: string, vers: string | null) => ({
    instant: new Date('2022-02-01T09:00:00Z'),
    genre,
    libelle: 'Corse-du-Sud',
    vers,
    montant: 6_000_001,
  })
  const p = {
    ...portefeuille(true, 0),
    mouvements: [mouvement('transfert', 'Haute-Corse'), ...Array.from({ length: 13 }, () => mouvement('reserve', null))],
  }
  const { mouvements, mouvementsEnPlus } = rapportDe(p as unknown as Portefeuille, config)
  expect(mouvements).toHaveLength(12)
  expect(mouvements[0]).toEqual({
    jour: '01/02/2022',
    mouvement: 'Transfert',
    enveloppe: 'Corse-du-Sud vers Haute-Corse',
    montant: '60\u00a0000,01\u00a0€',
  })
  expect([mouvements[1]!.mouvement, mouvementsEnPlus]).toEqual(['Mise en réserve', 'Et 2\u00a0autres mouvements.'])
})
