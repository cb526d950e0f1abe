import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { disparuesDe } from './disparues.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const COMMENCE = '/formulaires/0/etapes/1/questions/3'
/** Its words, as the page shows them. */
const MOTS = 'L’opération a-t-elle commencé ?'
const { studio: p } = paths
let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

const lire = async (chemin: string) =>
  (await (await w.get(chemin, admin)).text())
    .replaceAll('\u00a0', ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const source = async (id: string) => (await w.get(p.fichier(id), admin)).text()
const envoyer = async (id: string, section: string, ordre: string, qui = admin) => {
  const revision = /name="revision" value="(\d+)"/.exec(await (await w.get(p.section(id, 'bref'), admin)).text())![1]!
  return w.post(p.section(id, section), { revision, ordre }, qui)
}
async function sansCommence() {
  const r = await w.post(p.accueil, { source: DETR }, admin)
  const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  expect((await envoyer(id, 'formulaire', `retirer! ${COMMENCE}`)).status).toBe(303)
  return id
}

it('retirer une question que d’autres nomment demande d’abord, avec où', async () => {
  const r = await w.post(p.accueil, { source: DETR }, admin)
  const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  const demande = await envoyer(id, 'formulaire', `retirer ${COMMENCE}`)
  expect(demande.status).toBe(422)
  expect((await demande.text()).replaceAll('\u00a0', ' ')).toMatch(/Cette question est utilisée à \d+ endroits/)
  expect(await source(id)).toBe(DETR)
})

it('ensuite, la règle qui la nomme est dite d’une phrase, avec deux remèdes, et n’est pas retirée', async () => {
  const id = await sansCommence()
  const regles = await lire(p.section(id, 'regles'))
  expect(regles).toContain(`La question « ${MOTS} » a été retirée, et cette partie de l’appel en parle encore`)
  expect(regles).toMatch(/Récrire : Opération non commencée Retirer cette règle , Opération non commencée/)
  expect(regles).toContain(`Remettre la question « ${MOTS} »`)
  // its part is not said to be right for all that
  expect(regles).toMatch(/6\. Règles \d+ points? bloquen?t?/)
  expect(regles).not.toContain('n’existe pas')
  expect(parse(await source(id)).regles).toHaveLength(parse(DETR).regles.length)
  // each section speaks of what it holds
  expect(await lire(p.section(id, 'formulaire'))).toContain(`La question « ${MOTS} » a été retirée`)
  expect(await lire(p.section(id, 'argent'))).not.toContain('a été retirée')
})

it('la question remise est à sa place, comme elle était, et plus rien n’est en faute', async () => {
  const id = await sansCommence()
  expect((await envoyer(id, 'regles', 'remettre commence')).status).toBe(303)
  expect(parse(await source(id))).toEqual(parse(DETR))
  expect(await lire(p.section(id, 'regles'))).not.toContain('a été retirée')
})

it('retirer la règle est l’autre remède', async () => {
  const id = await sansCommence()
  const rang = parse(DETR).regles.findIndex((r: { titre: string }) => r.titre === 'Opération non commencée')
  expect((await envoyer(id, 'regles', `retirer /regles/${rang}`)).status).toBe(303)
  expect(await lire(p.section(id, 'regles'))).not.toContain('a été retirée')
})

it('ce que l’historique ne sait plus n’est pas remis, et personne d’autre que le service ne remet', async () => {
  const id = await sansCommence()
  const avant = await source(id)
  expect((await envoyer(id, 'regles', 'remettre jamais_vue')).status).toBe(422)
  const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
  expect((await envoyer(id, 'regles', 'remettre commence', referent)).status).toBe(404)
  expect(await source(id)).toBe(avant)
})

it('une étape retirée dit chaque question qu’elle portait et que d’autres nomment', async () => {
  const r = await w.post(p.accueil, { source: DETR }, admin)
  const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  expect((await envoyer(id, 'formulaire', 'retirer! /formulaires/0/etapes/1')).status).toBe(303)
  expect(await lire(p.section(id, 'regles'))).toContain(`La question « ${MOTS} » a été retirée`)
})

it('une question qui est là n’a pas disparu, fût-elle retirée un jour', () => {
  const question = (code: string, nom = '') => ({ sorte: 'question', code, nom }) as const
  const lignes = [
    { revision: 2, retraits: [question('lieu', 'Où ?')] },
    { revision: 5, retraits: [question('lieu', 'Où cela ?')] },
    {
      revision: 6,
      retraits: [{ sorte: 'date', lieu: '/x', valeur: '2027-01-01', ligne: '', devant: { lieu: '/y', valeur: '2027-02-01' } } as const],
    },
  ]
  expect(disparuesDe(lignes, {})).toEqual([{ id: 'lieu', nom: 'Où cela ?', revision: 5 }])
  expect(disparuesDe(lignes, { formulaires: [{ etapes: [{ questions: [{ id: 'lieu' }] }] }] })).toEqual([])
  // one of a history that kept no words is named by its code
  expect(disparuesDe([{ revision: 1, retraits: [question('lieu')] }], {})).toEqual([{ id: 'lieu', nom: 'lieu', revision: 1 }])
})
