import { describe, expect, it } from 'vitest'
import { acteur, roleDe } from '../../test/acteur.ts'
import { peutRemplir, relation } from './index.ts'

describe('où l’on est devant un dossier, par ses structures', () => {
  const membre = (etat: 'active' | 'demandee') => [
    { id: 'vico', nom: 'Vico', type: 'commune', departement: '2A', etat, preuve: 'declaree' as const },
  ]
  const PROJET_DE_VICO = { structure: { id: 'vico' }, partenaires: [{ structureId: 'renno', etapes: ['plan'] }] }
  const role = (r: 'administrateur' | 'lecteur' | 'membre_comite' | 'referent_regional') => [roleDe(r)]

  it.each([
    ['personne de connecté', null, 'personne'],
    ['un membre', acteur({ structures: membre('active') }), 'porteur'],
    ['quelqu’un dont la demande attend', acteur({ structures: membre('demandee') }), 'sans_lien'],
    ['un membre qui est aussi agent', acteur({ structures: membre('active'), roles: role('administrateur') }), 'porteur'],
    ['un membre d’une structure associée', acteur({ structures: [{ ...membre('active')[0]!, id: 'renno' }] }), 'partenaire'],
    ['un référent', acteur({ roles: role('referent_regional') }), 'agent'],
    ['une administratrice', acteur({ roles: role('administrateur') }), 'administrateur'],
    ['une lectrice, qui ne lit aucun dossier', acteur({ roles: role('lecteur') }), 'sans_lien'],
    ['un membre du comité, qui lit les dossiers en séance', acteur({ roles: role('membre_comite') }), 'sans_lien'],
    ['un référent sans son second facteur', acteur({ rolesEnAttente: role('referent_regional') }), 'sans_lien'],
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
