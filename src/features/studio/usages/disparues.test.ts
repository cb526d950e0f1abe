import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { disparuesDe } from './disparues.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const COMMENCE = '/formulaires/0/etapes/1/questions/3'
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
  expect(regles).toContain('« commence » a été retirée, et cette partie de l’appel en parle encore')
  expect(regles).toMatch(/Récrire : Opération non commencée Retirer cette règle , Opération non commencée/)
  expect(regles).toContain('Remettre la question « commence »')
  // its part is not said to be right for all that
  expect(regles).toMatch(/6\. Règles \d+ points? bloquen?t?/)
  expect(regles).not.toContain('n’existe pas')
  expect(parse(await source(id)).regles).toHaveLength(parse(DETR).regles.length)
  // each section speaks of what it holds
  expect(await lire(p.section(id, 'formulaire'))).toContain('« commence » a été retirée')
  expect(await lire(p.section(id, 'argent'))).not.toContain('« commence »')
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

it('une question qui est là n’a pas disparu, fût-elle retirée un jour', () => {
  const lignes = [
    { revision: 2, dit: 'Questions\u00a0: retiré, lieu' },
    { revision: 5, dit: 'Questions\u00a0: retiré, lieu, Ses réponses dans les essais\u00a0: retirées' },
    { revision: 6, dit: 'Pièces\u00a0: retiré, plan' },
  ]
  expect(disparuesDe(lignes, {})).toEqual([{ id: 'lieu', revision: 5 }])
  expect(disparuesDe(lignes, { formulaires: [{ etapes: [{ questions: [{ id: 'lieu' }] }] }] })).toEqual([])
})
