import { describe, expect, it } from 'vitest'
import { acteur } from '../../test/acteur.ts'
import { ACTES, type Acte, ETATS, type Etat, peut, peutRemplir, RELATIONS, type Relation, relation } from './etats.rules.ts'

/** Every yes of the decree; whatever is not written here is no. */
const SERVICE: Relation[] = ['membre', 'partenaire', 'agent', 'administrateur']
const PROJET: Relation[] = ['membre', 'partenaire']
const juges = (qui: Relation[]) => ({
  delibere: qui,
  retenu: qui,
  liste_complementaire: qui,
  non_retenu: qui,
  sans_suite: qui,
  renonce: qui,
})
const deposes = (qui: Relation[]) => ({
  depose: qui,
  rouvert: qui,
  en_instruction: qui,
  irrecevable: qui,
  au_comite: qui,
  ...juges(qui),
  retire: qui,
})
const tous = (qui: Relation[]) => ({ ...deposes(qui), brouillon: qui, abandonne: qui })
const OUI: Record<Acte, Partial<Record<Etat, Relation[]>>> = {
  lire: { ...deposes(SERVICE), brouillon: PROJET, abandonne: PROJET },
  remplir: { brouillon: PROJET, rouvert: PROJET },
  joindre: { brouillon: PROJET, rouvert: PROJET },
  retirer_piece: { brouillon: PROJET, rouvert: PROJET },
  associer: { brouillon: ['membre'], rouvert: ['membre'] },
  valider: { brouillon: ['partenaire'], rouvert: ['partenaire'], en_instruction: ['partenaire'] },
  decliner: { brouillon: ['partenaire'], rouvert: ['partenaire'] },
  deposer: { brouillon: ['membre'], rouvert: ['membre'] },
  abandonner: { brouillon: ['membre'] },
  retirer: { depose: ['membre'], rouvert: ['membre'], en_instruction: ['membre'], au_comite: ['membre'], delibere: ['membre'] },
  renoncer: { retenu: ['membre'], liste_complementaire: ['membre'] },
  rouvrir: { depose: ['membre'] },
  refermer: { rouvert: ['membre'] },
  deroger: { brouillon: ['administrateur'], rouvert: ['administrateur'] },
  ecrire: { depose: PROJET, rouvert: PROJET, en_instruction: PROJET, irrecevable: PROJET, au_comite: PROJET, ...juges(PROJET) },
  repondre_complement: { en_instruction: PROJET },
  envoyer_complement: { en_instruction: ['membre'] },
  lire_accuse: deposes(SERVICE),
  exporter: tous(PROJET),
  dupliquer: tous(['membre']),
}

describe('qui peut quoi sur un dossier', () => {
  it.each(ACTES.flatMap(a => ETATS.flatMap(e => RELATIONS.map(r => [a, e, r] as const))))('%s, dossier %s, par %s', (acte, etat, qui) => {
    expect(peut(acte, etat, qui)).toBe(OUI[acte][etat]?.includes(qui) ?? false)
  })

  const membre = (etat: 'active' | 'demandee') => [
    { id: 'vico', nom: 'Vico', type: 'commune', departement: '2A', etat, preuve: 'declaree' as const },
  ]
  const PROJET_DE_VICO = { structure: { id: 'vico' }, partenaires: [{ structureId: 'renno', etapes: ['plan'] }] }
  const role = (r: 'administrateur' | 'lecteur' | 'membre_comite' | 'referent_regional') => [{ role: r, departements: [], volets: [] }]

  it.each([
    ['personne de connecté', null, 'personne'],
    ['un membre', acteur({ structures: membre('active') }), 'membre'],
    ['quelqu’un dont la demande attend', acteur({ structures: membre('demandee') }), 'autre_structure'],
    ['un membre qui est aussi agent', acteur({ structures: membre('active'), roles: role('administrateur') }), 'membre'],
    ['un membre d’une structure associée', acteur({ structures: [{ ...membre('active')[0]!, id: 'renno' }] }), 'partenaire'],
    ['un référent', acteur({ roles: role('referent_regional') }), 'agent'],
    ['une administratrice', acteur({ roles: role('administrateur') }), 'administrateur'],
    ['une lectrice, qui ne lit aucun dossier', acteur({ roles: role('lecteur') }), 'autre_structure'],
    ['un membre du comité, qui lit les dossiers en séance', acteur({ roles: role('membre_comite') }), 'autre_structure'],
    ['un référent sans son second facteur', acteur({ rolesEnAttente: role('referent_regional') }), 'autre_structure'],
  ] as const)('%s', (_qui, a, attendu) => {
    expect(relation(a, PROJET_DE_VICO)).toBe(attendu)
  })

  it('une structure associée remplit les seules étapes qu’on lui a ouvertes', () => {
    const renno = acteur({ structures: [{ ...membre('active')[0]!, id: 'renno' }] })
    const d = { ...PROJET_DE_VICO, etat: 'brouillon' as const }
    expect(peutRemplir(renno, d, 'plan')).toBe(true)
    expect(peutRemplir(renno, d, 'projet')).toBe(false)
    expect(peutRemplir(renno, { ...d, etat: 'depose' }, 'plan')).toBe(false)
    expect(peutRemplir(acteur({ structures: membre('active') }), d, 'projet')).toBe(true)
  })
})
