import { beforeEach, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'
import { URL_TEST } from '../../../test/world.ts'

const p = paths.comite
const s = ouvrirSalle()
let ecran: string
beforeEach(async () => {
  ecran = await s.adresseEcran()
  await s.m.w.post(p.conduiteSalle(s.seance, s.dossiers[0]!), {}, s.m.administratrice.cookie)
})
const signaler = (adresse: string, cookie = '') =>
  s.m.w.app.request(URL_TEST + adresse, {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie },
    body: new URLSearchParams({ dossier: s.dossiers[0]!, retenu: '' }),
  })
/** How many times a screen waits for the database, once everything that is kept is kept: the best of a dozen, since an answer that comes early on a busy machine makes two of one. */
async function echanges(demander: () => Response | Promise<Response>) {
  expect((await demander()).ok).toBe(true)
  const lus: number[] = []
  for (let i = 0; i < 12; i++) lus.push(await s.m.w.echanges(demander))
  return Math.min(...lus)
}

// Seen to fail: with the decisions of the call read a second time for who is in the room.
it('à chaque annonce, un écran de la salle attend peu la base\u00a0: ce qui ne dépend pas d’une réponse part avec le reste', async () => {
  const { administratrice, regionale } = s.m
  const salle = p.salle(s.seance)
  const lues = {
    conduite: [await echanges(() => s.m.w.get(salle, administratrice.cookie)), 5],
    membre: [await echanges(() => s.m.w.get(salle, regionale.cookie)), 5],
    tablette: [await echanges(() => s.m.w.get(p.notesSalle(s.seance, s.dossiers[0]!), regionale.cookie)), 7],
    ecran: [await echanges(() => s.m.w.get(ecran)), 6],
    signe: [await echanges(() => signaler(p.suiviSalle(s.seance), administratrice.cookie)), 3],
    signeDeLEcran: [await echanges(() => signaler(`${ecran}/suivi`)), 2],
  }
  expect(Object.entries(lues).filter(([, [n, max]]) => n! > max!)).toEqual([])
})
