import { expect, test } from 'vitest'
import type { Acteur, Role } from '../../contexte.ts'
import { roleDe } from '../../test/acteur.ts'
import { decrireStructure } from './decrire.ts'
import { motDossiers } from './dossiers-attaches.ts'
import { etatInitial, perimetreService, peutRetirer, preuveInitiale, quiEst } from './structures.rules.ts'

const acteur = (roles: Role[], rolesEnAttente: Role[] = []): Acteur => ({
  compteId: 'c',
  sessionId: 's',
  nom: '',
  courriel: '',
  roles,
  structures: [],
  rolesEnAttente,
  aSecondFacteur: false,
})
const role = (r: Role['role'], ...departements: string[]) => roleDe(r, departements)

test('qui je suis dépend de mon lien, puis de mon périmètre', () => {
  expect(quiEst(null, undefined, '2A')).toBe('personne')
  expect(quiEst(acteur([]), undefined, '2A')).toBe('sans_lien')
  expect(quiEst(acteur([]), 'demandee', '2A')).toBe('demandeur')
  expect(quiEst(acteur([]), 'active', '2A')).toBe('membre')
  expect(quiEst(acteur([role('referent_departemental', '2A')]), undefined, '2A')).toBe('agent_territoire')
  expect(quiEst(acteur([role('referent_departemental', '2A')]), undefined, '2B')).toBe('agent')
  expect(quiEst(acteur([role('referent_departemental', '2A')]), undefined, null)).toBe('agent')
  expect(quiEst(acteur([role('referent_regional')]), undefined, null)).toBe('agent_territoire')
  expect(quiEst(acteur([role('administrateur')]), undefined, '2B')).toBe('agent_territoire')
  expect(quiEst(acteur([role('lecteur')]), undefined, '2A')).toBe('agent')
  // no second factor yet: no power, and not a porteur either
  expect(quiEst(acteur([], [role('administrateur')]), undefined, '2A')).toBe('agent')
})

test('le périmètre du service réunit les départements des rôles', () => {
  expect(perimetreService(null)).toBeNull()
  expect(perimetreService(acteur([role('lecteur')]))).toBeNull()
  expect(perimetreService(acteur([role('referent_departemental', '2A'), role('referent_regional', '2B')]))).toEqual(['2A', '2B'])
  // a role that opens nothing, without a call or without a département, looks after no structure
  expect(perimetreService(acteur([{ role: 'referent_regional', perimetres: [] }, role('referent_departemental')]))).toEqual([])
  expect(perimetreService(acteur([role('referent_departemental', '2A'), role('administrateur')]))).toBe('tous')
})

test('ce qui prouve un rattachement : ProConnect, puis l’adresse, sinon la parole', () => {
  const s = { siren: '212000046', domaines: ['ajaccio.example'] }
  const c = { siret: null, courriel: 'a@ajaccio.example', courrielVerifie: true }
  expect(preuveInitiale(s, { ...c, siret: '21200004600015' })).toBe('proconnect')
  expect(preuveInitiale(s, { ...c, siret: '20007695800012' })).toBe('domaine')
  expect(preuveInitiale(s, c)).toBe('domaine')
  expect(preuveInitiale(s, { ...c, courrielVerifie: false })).toBe('declaree')
  expect(preuveInitiale(s, { ...c, courriel: 'a@faux-ajaccio.example' })).toBe('declaree')
  expect(preuveInitiale(s, { ...c, courriel: 'a@x.ajaccio.example' })).toBe('declaree')
  expect(preuveInitiale({ ...s, domaines: [] }, { ...c, courriel: 'mairie@gmail.com', boite: true })).toBe('domaine')
  expect(preuveInitiale({ ...s, domaines: [] }, { ...c, boite: true, courrielVerifie: false })).toBe('declaree')
  expect(preuveInitiale({ siren: null, domaines: [] }, { ...c, siret: '00000000000000' })).toBe('declaree')
  expect(preuveInitiale({ ...s, domaines: ['gmail.com'] }, { ...c, courriel: 'a@gmail.com' })).toBe('declaree')
})

test('le premier entre, les suivants attendent, les invités entrent', () => {
  const seul = { dejaEuDesMembres: false, invite: false, preuve: 'declaree', membreProuve: false, declarees: 0 } as const
  expect(etatInitial(seul)).toBe('active')
  expect(etatInitial({ ...seul, dejaEuDesMembres: true })).toBe('demandee')
  expect(etatInitial({ ...seul, dejaEuDesMembres: true, invite: true })).toBe('active')
  // proven: at once, unless a proven member is there to accept
  for (const preuve of ['proconnect', 'domaine', 'referent'] as const) {
    expect(etatInitial({ ...seul, dejaEuDesMembres: true, preuve })).toBe('active')
    expect(etatInitial({ ...seul, dejaEuDesMembres: true, preuve, membreProuve: true })).toBe('demandee')
    expect(etatInitial({ ...seul, preuve, declarees: 50 })).toBe('active')
  }
  // the structure's own mailbox waits for nobody
  expect(etatInitial({ ...seul, dejaEuDesMembres: true, preuve: 'domaine', membreProuve: true, boite: true })).toBe('active')
  expect([2, 3, 4].map(declarees => etatInitial({ ...seul, declarees }))).toEqual(['active', 'demandee', 'demandee'])
})

test('un membre déclaré ne retire jamais un membre prouvé ; lui-même, toujours ; le service, n’importe qui', () => {
  const preuves = ['declaree', 'proconnect', 'domaine', 'referent'] as const
  for (const sienne of preuves)
    for (const cible of preuves)
      expect(peutRetirer({ qui: 'membre', soi: false, sienne, cible }), `${sienne} ${cible}`).toBe(
        sienne !== 'declaree' || cible === 'declaree',
      )
  for (const cible of preuves) {
    expect(peutRetirer({ qui: 'membre', soi: true, sienne: cible, cible })).toBe(true)
    expect(peutRetirer({ qui: 'agent_territoire', soi: false, sienne: undefined, cible })).toBe(true)
    expect(peutRetirer({ qui: 'sans_lien', soi: false, sienne: undefined, cible })).toBe(false)
  }
})

test('une commune d’un seul habitant se lit au singulier, les autres au pluriel', () => {
  const dire = (population: number) =>
    decrireStructure({ type: 'commune', nature: null, departement: '26', population, siren: null }).replace(/[\u00a0\u202f]/g, ' ')
  expect([dire(1), dire(2)]).toEqual(['Commune, 26, 1 habitant', 'Commune, 26, 2 habitants'])
})

test('ce qui attend d’une structure se compte en mots, au singulier comme au pluriel', () => {
  const dire = (n: number) => motDossiers({ brouillons: n, deposes: n, accords: 0 }).replaceAll('\u00a0', ' ')
  expect([dire(1), dire(2)]).toEqual(['1 brouillon, 1 dossier déposé', '2 brouillons, 2 dossiers déposés'])
})
