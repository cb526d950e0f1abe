import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirScans, papierSigne } from '../../../test/gestes-scans.ts'
import { relier } from '../../../test/scans.ts'
import { purgerOrphelins } from '../../pieces/index.ts'
import { tenirScans } from '../index.ts'
import { lireOctets } from './fichiers-ouverts.ts'

const { m, g, dossiers, actes, feuilles, envoyer, idDe, jouer, deposer, html, lignes, confirmer, signes, octetsGardes } =
  await ouvrirScans(2)
/** Files kept once the act is established. */
const etablis = octetsGardes()
beforeAll(async () => {
  await m.w.post(paths.suiviDossier.signature(dossiers[0]!, actes[0]!.id), papierSigne(), m.referent.cookie)
})
afterAll(() => m.w.close())

it('un texte nommé .pdf, un envoi vide\u00a0: refusés d’abord, et rien n’est gardé', async () => {
  const avant = octetsGardes()
  const r = await envoyer([['actes.pdf', 'Ceci est un texte.']])
  expect(r.status).toBe(422)
  expect(await g.texte(r)).toContain('« actes.pdf » n’est pas un PDF : son contenu est un fichier texte')
  expect(await g.texte(envoyer([]))).toContain('Choisissez un fichier')
  expect(octetsGardes()).toBe(avant)
})

it('un PDF abîmé le dit, les autres fichiers se lisent, même en plusieurs fois\u00a0; rien n’est gardé deux fois', async () => {
  const fichiers: [string, Buffer | string][] = [
    ['bon.pdf', relier(await feuilles(0))],
    ['casse.pdf', '%PDF-1.7\nrien de bon'],
    ['trop.pdf', pagesVides(501)],
  ]
  const id = idDe(await envoyer(fichiers))
  // the program is stopped after each page
  for (let i = 0; i <= (await feuilles(0)).length; i++) await jouer(id, 0)
  expect(await lignes(id, 'Fichiers qui ne se lisent pas jusqu’au bout')).toEqual([
    'casse.pdf Ce fichier est abîmé : numérisez-le à nouveau.',
    'trop.pdf Un dépôt compte 500 pages au plus : déposez la suite à part.',
  ])
  expect((await lignes(id, 'Actes qui ne peuvent pas'))[0]).toMatch(/(\d) sur \1 Déjà signé/)
  const avant = octetsGardes()
  expect((await Promise.all(Array.from({ length: 3 }, () => envoyer(fichiers)))).map(idDe)).toEqual([id, id, id])
  await purgerOrphelins(m.w.deps, new Date(Date.now() + 3 * 86_400_000))
  expect(octetsGardes()).toBe(avant)
  expect((await m.w.get(paths.suivi.pageScan(id, 1), m.referent.cookie)).status).toBe(200)
  expect((await m.w.post(paths.suivi.suppressionScan(id), {}, m.referent.cookie)).status).toBe(303)
  expect(octetsGardes()).toBe(avant - 3)
})

it('un fichier abîmé depuis sa lecture\u00a0: l’acte n’est pas enregistré, et la page dit de le déposer à part', async () => {
  const id = await deposer([['acte.pdf', relier(await feuilles(1))]])
  expect((await confirmer(id, [actes[1]!.id])).status).toBe(303)
  const [{ cle }] = (await m.w.owner.query('select cle from scan_fichier where scan_id = $1', [id])).rows
  writeFileSync(join(m.w.dossierFichiers, cle), '%PDF-1.7\nrien de bon')
  await jouer(id)
  expect(await html(id)).toContain('Ses pages ne se laissent pas découper. Déposez son exemplaire signé à part.')
  expect((await signes()).map(a => a.id)).toEqual([actes[0]!.id])
  expect((await m.w.post(paths.suivi.suppressionScan(id), {}, m.referent.cookie)).status).toBe(303)
})

it('au bout de sept jours les scans partent, et les actes signés gardent leur exemplaire', async () => {
  idDe(await envoyer([['acte.pdf', relier(await feuilles(0))]]))
  m.w.regler('2021-11-27T08:00:00')
  await tenirScans(m.w.deps, m.w.horloge.instant)
  const reste = async () => (await m.w.owner.query('select count(*)::int as n from scan')).rows[0].n
  expect(await reste()).toBe(1)
  m.w.regler('2021-11-27T09:00:01')
  await tenirScans(m.w.deps, m.w.horloge.instant)
  expect(await reste()).toBe(0)
  for (const a of await signes()) expect((await lireOctets(m.w.deps.stockage, a.signe_cle)).length).toBeGreaterThan(0)
  expect(octetsGardes()).toBe(etablis + (await signes()).length)
})

/** So many blank pages, a few bytes each. */
const pagesVides = (n: number) =>
  `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count ${n}/Kids[${Array.from({ length: n }, (_, i) => `${i + 3} 0 R`).join(' ')}]>>endobj\n${Array.from({ length: n }, (_, i) => `${i + 3} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n`).join('')}trailer<</Root 1 0 R>>\n%%EOF\n`
