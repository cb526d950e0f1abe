import { describe, expect, it } from 'vitest'
import type { Acteur } from '../../contexte.ts'
import { ACTES, type Acte, ETATS, type Etat, peut, RELATIONS, type Relation, relation } from './dossiers.rules.ts'

/** Every yes of the decree; whatever is not written here is no. */
const OUI: Record<Acte, Partial<Record<Etat, Relation[]>>> = {
  lire: { brouillon: ['membre'], depose: ['membre', 'agent', 'administrateur'], abandonne: ['membre'] },
  remplir: { brouillon: ['membre'] },
  joindre: { brouillon: ['membre'] },
  retirer_piece: { brouillon: ['membre'] },
  deposer: { brouillon: ['membre'] },
  abandonner: { brouillon: ['membre'] },
  lire_accuse: { depose: ['membre', 'agent', 'administrateur'] },
  exporter: { brouillon: ['membre'], depose: ['membre'], abandonne: ['membre'] },
}

describe('qui peut quoi sur un dossier', () => {
  it.each(ACTES.flatMap(a => ETATS.flatMap(e => RELATIONS.map(r => [a, e, r] as const))))('%s, dossier %s, par %s', (acte, etat, qui) => {
    expect(peut(acte, etat, qui)).toBe(OUI[acte][etat]?.includes(qui) ?? false)
  })

  const acteur = (v: Partial<Acteur>): Acteur => ({
    compteId: 'c',
    sessionId: 's',
    nom: 'n',
    courriel: 'c@guichet.example',
    roles: [],
    structures: [],
    rolesEnAttente: [],
    aSecondFacteur: false,
    ...v,
  })
  const membre = (etat: 'active' | 'demandee') => [
    { id: 'vico', nom: 'Vico', type: 'commune', departement: '2A', etat, preuve: 'declaree' as const },
  ]
  const role = (r: 'administrateur' | 'lecteur' | 'referent_regional') => [{ role: r, departements: [], volets: [] }]

  it.each([
    ['personne de connecté', null, 'personne'],
    ['un membre', acteur({ structures: membre('active') }), 'membre'],
    ['quelqu’un dont la demande attend', acteur({ structures: membre('demandee') }), 'autre_structure'],
    ['un membre qui est aussi agent', acteur({ structures: membre('active'), roles: role('administrateur') }), 'membre'],
    ['un référent', acteur({ roles: role('referent_regional') }), 'agent'],
    ['une administratrice', acteur({ roles: role('administrateur') }), 'administrateur'],
    ['une lectrice, qui ne lit aucun dossier', acteur({ roles: role('lecteur') }), 'autre_structure'],
    ['un référent sans son second facteur', acteur({ rolesEnAttente: role('referent_regional') }), 'autre_structure'],
  ] as const)('%s', (_qui, a, attendu) => {
    expect(relation(a, 'vico')).toBe(attendu)
  })
})
