import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { grosScan, PDF_HOSTILES } from '../../src/test/pdf-hostiles.ts'
import type { Programme } from '../../src/test/programme.ts'
import { attendre } from '../guichet.ts'
import { conclure, type Memoire, ouvrirMemoire, type Qui } from './machine.ts'
import { entier, type Fichier, formulaire, vit } from './observer.ts'

const LECTURE_S = 240
let s: Memoire
beforeAll(async () => {
  s = await ouvrirMemoire(4)
})
afterAll(() => s?.fermer())

/** Dropped by these people at once, each their files, then read to the end by the jobs of the program: what each file was refused for, or « lu ». */
async function lire(p: Programme, envois: readonly { qui: Qui; fichiers: readonly Fichier[] }[]): Promise<(number | string)[]> {
  const avant = new Set((await s.m.w.owner.query('select id from scan')).rows.map(r => r.id))
  const statuts = await Promise.all(
    envois.map(e => s.envoyer(p, paths.suivi.scans, e.qui, formulaire({ cle: crypto.randomUUID() }, e.fichiers))),
  )
  const deposes = statuts.filter(x => x === 303).length
  for (const fin = Date.now() + LECTURE_S * 1000; Date.now() < fin && vit(p); await attendre(200)) {
    const { rows } = await s.m.w.owner.query<{ id: string; lu: boolean }>('select id, lu_le is not null as lu from scan')
    const miens = rows.filter(r => !avant.has(r.id))
    if (miens.length === deposes && miens.every(r => r.lu)) break
  }
  const { rows } = await s.m.w.owner.query<{ scan_id: string; refus: string | null; lu: boolean }>(
    'select f.scan_id, f.refus, s.lu_le is not null as lu from scan_fichier f join scan s on s.id = f.scan_id',
  )
  const vus = rows.filter(r => !avant.has(r.scan_id)).map(r => r.refus ?? (r.lu ? 'lu' : 'pas fini'))
  return [...statuts, ...vus]
}

const gros = (nom: string, taille: number, pages: number): Fichier => {
  const longueur = [...grosScan(taille, pages)].reduce((n, b) => n + b.length, 0)
  return { nom, taille: longueur, octets: () => grosScan(taille, pages) }
}

it('aucun scan ne fait tenir au programme plus de 700 Mo', async () => {
  const { referent, admin } = s.m
  // made beforehand: what takes long here is not what the program makes others wait
  const hostiles = PDF_HOSTILES.map(([quoi, nom, octets]) => ({ quoi, fichier: entier(nom, octets()) }))
  for (const { quoi, fichier } of hostiles) await s.mesurer(quoi, p => lire(p, [{ qui: referent, fichiers: [fichier] }]))
  await s.mesurer('tous ces fichiers en un scan', p => lire(p, [{ qui: admin, fichiers: hostiles.map(h => h.fichier) }]))
  await s.mesurer('un scan de 198 Mo, 100 pages', p => lire(p, [{ qui: referent, fichiers: [gros('a.pdf', 198_000_000, 100)] }]))
  await s.mesurer('un scan de 190 Mo en 19 fichiers', p =>
    lire(p, [{ qui: referent, fichiers: Array.from({ length: 19 }, (_, i) => gros(`${i}.pdf`, 10_000_000, 5 + i)) }]),
  )
  const quatre = await Promise.all(
    Array.from({ length: 4 }, (_, i) =>
      s.m.w.compte({ nom: `Référent ${i}`, roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] }),
    ),
  )
  await s.mesurer('quatre personnes, chacune 190 Mo à la fois', p =>
    lire(
      p,
      quatre.map((qui, i) => ({ qui, fichiers: [gros('b.pdf', 190_000_000 - i * 1_000_000, 95)] })),
    ),
  )
  expect(s.mesures.length).toBeGreaterThan(PDF_HOSTILES.length)
  conclure(s.mesures)
})
