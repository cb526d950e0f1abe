import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { lireZip } from '../../../test/lire-zip.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
import { fermerDocuments } from '../../documents/index.ts'
import { ouvrirSuivisManquants } from '../../suivi/index.ts'

let m: MondeSuivis
let dossier: string
const ici = mkdtempSync(join(tmpdir(), 'gt-archive-'))
const verifier = async () => {
  try {
    return { ok: true, dit: (await promisify(execFile)(process.execPath, [join(ici, 'verifier.mjs')])).stdout }
  } catch (e) {
    return { ok: false, dit: (e as { stderr: string }).stderr }
  }
}
const telecharger = (cookie: string) => m.w.post(paths.conservation.archiveZip(SLUG), {}, cookie)
beforeAll(async () => {
  m = await ouvrirSuivis()
  ;[dossier] = (await m.laureats(1)) as [string]
  m.w.regler('2022-01-04T10:12:00')
  await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
  await m.w.post(paths.bilans.rien(dossier, (await m.bilans(dossier))[0]!.id), { confirme: 'oui' }, m.vico.cookie)
  // the world writes letters without their bytes
  for (const { cle } of (await m.w.owner.query('select cle from notification where cle is not null')).rows)
    writeFileSync(join(m.w.dossierFichiers, cle), '%PDF-1.7 lettre')
  await m.w.post(paths.dossiers.echanges(dossier), { texte: 'Le chantier avance.', cle: crypto.randomUUID() }, m.vico.cookie)
})
afterAll(async () => {
  rmSync(ici, { recursive: true })
  await m.w.close()
  await fermerDocuments()
})

it('l’administrateur emporte tout l’appel\u00a0; l’archive se vérifie sans le logiciel, et dit ce qui a été touché', async () => {
  const { w } = m
  expect(await lisible(await w.get(paths.conservation.archive(SLUG), m.admin.cookie))).toMatch(/Dossiers déposés\s+\d/)
  const r = await telecharger(m.admin.cookie)
  expect(r.status).toBe(200)
  const fichiers = lireZip(Buffer.from(await r.arrayBuffer()))
  for (const [nom, octets] of fichiers) {
    mkdirSync(dirname(join(ici, nom)), { recursive: true })
    writeFileSync(join(ici, nom), octets)
  }
  const noms = [...fichiers.keys()]
  for (const attendu of [
    /VERIFIER\.md/,
    /appel\/version-1\.yml/,
    /donnees\/decisions\.json/,
    /depots\/version-1\.json/,
    /dossier\.pdf/,
    /pieces\/deliberation/,
    /lettres\/decision-1\.pdf/,
    /dossiers\.csv/,
  ])
    expect(
      noms.some(n => attendu.test(n)),
      String(attendu),
    ).toBe(true)
  const lire = (table: string) => JSON.parse(fichiers.get(`donnees/${table}.json`)!.toString()) as Record<string, unknown>[]
  expect(lire('messages').map(x => x.texte)).toEqual(['Le chantier avance.'])
  // a column more would have its own word here too
  const { rows } = await w.owner.query(
    "select column_name as c from information_schema.columns where table_name = 'suivi' and column_name <> 'guichet_id'",
  )
  expect(Object.keys(lire('suivis')[0]!).sort()).toEqual(rows.map(r => ({ verse: 'ordonne', paye: 'verse' })[r.c as string] ?? r.c).sort())
  expect(lire('bilans_deposes')).toHaveLength(1)
  expect(lire('decisions')).toHaveLength(1)
  // what identifiers mean, and of this call alone
  expect(lire('structures').map(s => s.nom)).toContain('Vico')
  expect(fichiers.get('dossiers.csv')!.toString()).toContain('Un guichet en ligne')
  const intacte = await verifier()
  expect(intacte).toMatchObject({
    ok: true,
    dit: expect.stringMatching(/fichiers intacts, \d+ lignes de journal enchaînées dont \d+ de cet appel/),
  })
  expect((await w.journal()).at(-1)).toMatchObject({ action: 'conservation.archive' })

  const decisions = join(ici, 'donnees/decisions.json')
  const avant = readFileSync(decisions, 'utf8')
  writeFileSync(decisions, avant.replace('900000', '990000'))
  expect(await verifier()).toMatchObject({ ok: false, dit: expect.stringContaining('decisions.json a changé') })
  writeFileSync(decisions, avant)
})

it('une ligne du journal changée, puis la liste des empreintes refaite\u00a0: la chaîne le dit', async () => {
  const journal = join(ici, 'journal.jsonl')
  const sommes = join(ici, 'SHA256SUMS.txt')
  const [avant, liste] = [readFileSync(journal, 'utf8'), readFileSync(sommes, 'utf8')]
  const refaire = async (texte: string) => {
    writeFileSync(journal, texte)
    writeFileSync(sommes, liste.replace(/\w{64}(?= {2}journal\.jsonl)/, createHash('sha256').update(texte).digest('hex')))
    return verifier()
  }
  expect(await refaire(avant.replace('dossier.depose', 'dossier.retire'))).toMatchObject({
    ok: false,
    dit: expect.stringContaining('a changé'),
  })
  expect(await refaire(avant.split('\n').toSpliced(1, 1).join('\n'))).toMatchObject({ ok: false, dit: expect.stringContaining('manque') })
  expect((await refaire(avant)).ok).toBe(true)
})

it('qui est en conflit d’intérêts sur un dossier de l’appel la demande à un collègue', async () => {
  const adjointe = await m.w.compte({ structures: ['Vico'], roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const refusee = await telecharger(adjointe.cookie)
  expect(refusee.status).toBe(422)
  expect(await lisible(refusee)).toContain('Vous êtes en conflit d’intérêts sur le dossier')
})

it('une archive à la fois\u00a0; pour les autres, elle n’existe pas', async () => {
  for (const qui of [m.vico, m.referent, m.lecteur]) {
    expect((await telecharger(qui.cookie)).status).toBe(404)
    expect((await m.w.get(paths.conservation.archive(SLUG), qui.cookie)).status).toBe(404)
  }
  expect((await m.w.post(paths.conservation.archiveZip('inconnu'), {}, m.admin.cookie)).status).toBe(404)
  const premiere = await telecharger(m.admin.cookie)
  const seconde = await telecharger(m.admin.cookie)
  expect(seconde.status).toBe(422)
  expect(await lisible(seconde)).toContain('Une archive est déjà en cours')
  await premiere.body!.cancel()
  await expect.poll(async () => (await m.w.owner.query('select from emport')).rowCount).toBe(0)
})

it('le porteur emporte aussi ses lettres de décision, numérotées depuis la première', async () => {
  const fichiers = lireZip(Buffer.from(await (await m.w.post(paths.conservation.export, {}, m.vico.cookie)).arrayBuffer()))
  const lettres = [...fichiers.keys()].filter(n => n.includes('/decisions/')).map(n => n.replace(/^.*decisions\//, ''))
  expect(lettres).toEqual(['lettre-1.pdf'])
})
