import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type GuichetConfig, lireConfig } from '../../../config.ts'
import { paths } from '../../../paths.ts'
import { ouvrirReglages, type Reglages } from '../../../test/reglages.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { lireReglages } from '../courants.ts'
import { idDuSlug, installerGuichet } from '../installer.ts'
import { appliquerFichier } from './appliquer.ts'
import { differences } from './champs.table.ts'

let w: World
let r: Reglages
let cookie: string
const dossier = mkdtempSync(join(tmpdir(), 'gt-reglages-'))
beforeAll(async () => {
  w = await openWorld()
  cookie = (await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).cookie
  r = ouvrirReglages(w, cookie)
})
afterAll(() => w.close())
const enBase = async (monde = w, id = monde.guichetId) => (await monde.auGuichet(tx => lireReglages(tx, id)))!.guichet
const OU = { ou: { annuairesPermis: [] } }

it('un premier démarrage installe les réglages du fichier, les suivants gardent ceux de la base, quoi que dise le fichier', async () => {
  const nouveau = { ...w.deps.config.guichet, slug: 'nouveau', nom: 'Nouveau guichet' }
  const id = await installerGuichet(w.owner, nouveau)
  expect(await installerGuichet(w.owner, { ...nouveau, nom: 'Autre nom' })).toBe(id)
  const { rows } = await w.owner.query('select nom, configuration, revision from guichet where id = $1', [id])
  expect(rows).toEqual([{ nom: 'Nouveau guichet', configuration: nouveau, revision: 0 }])
})

it('de six processus qui démarrent ensemble, un seul installe', async () => {
  const noms = [1, 2, 3, 4, 5, 6].map(i => `Guichet ${i}`)
  await Promise.all(noms.map(nom => installerGuichet(w.owner, { ...w.deps.config.guichet, slug: 'course', nom })))
  const { rows } = await w.owner.query("select nom, configuration ->> 'nom' as dit from guichet where slug = 'course'")
  expect(rows).toHaveLength(1)
  expect(rows[0].nom).toBe(rows[0].dit)
  expect(noms).toContain(rows[0].nom)
})

it('le fichier téléchargé installe ailleurs les mêmes réglages, et ne tient aucun secret', async () => {
  await r.enregistrer('identite', { nom: 'Guichet « à nous »\u00a0: 2\u00a0rives' })
  await r.enregistrer('courriels', {
    'courriels.signature': 'Le service\n# 04: 65\n- fin',
    'courriels.expediteur': 'envoi@guichet.example',
  })
  await r.enregistrer('theme', { blocMarque: '' })
  await r.enregistrer('temoins', { temoinsDuJournal: 'archives@guichet.example' })
  await r.enregistrer('annuaire', { 'annuaire.adresse': 'https://annuaire.example/v1' })
  const change = differences(w.deps.config.installation, await enBase()).map(d => d.cle)
  expect(change).toEqual(['nom', 'blocMarque', 'courriels.expediteur', 'courriels.signature', 'annuaire.adresse', 'temoinsDuJournal'])
  const res = await w.get(paths.administration.fichierReglages, cookie)
  expect(res.headers.get('content-disposition')).toContain('prefet-de-corse.yml')
  const texte = await res.text()
  expect(texte).not.toMatch(/smtp|ssss|postgres/i)
  const fichier = join(dossier, 'emporte.yml')
  writeFileSync(fichier, texte)
  const ailleurs = await openWorld({ env: { GUICHET_CONFIG: fichier } })
  try {
    expect(await enBase(ailleurs)).toEqual(await enBase())
    expect(differences(ailleurs.deps.config.guichet, await enBase())).toEqual([])
  } finally {
    await ailleurs.close()
  }
})

it('un autre fichier se dit sur la page, ne change rien par lui-même, et s’applique une fois confirmé, au journal', async () => {
  const courants = await enBase()
  const fichier: GuichetConfig = { ...courants, nom: 'Nom du fichier', conservation: { ...courants.conservation, comptesMois: 24 } }
  w.deps.config.installation = fichier
  expect(await lisible(await w.get(paths.administration.reglages, cookie))).toContain(
    'Le fichier d’installation dit autre chose : nom du guichet, compte sans visite.',
  )
  const vu = await appliquerFichier(w.ctx(), fichier, { confirmer: false, ...OU })
  expect(vu).toMatchObject({ ok: true, value: [{ cle: 'nom' }, { cle: 'conservation.comptesMois' }] })
  expect(await enBase()).toEqual(courants)
  await appliquerFichier(w.ctx(), fichier, { confirmer: true, ...OU })
  expect(await enBase()).toEqual(fichier)
  expect((await w.journal()).at(-1)).toMatchObject({ action: 'guichet.fichier_applique', donnees: { champs: [{ cle: 'nom' }, {}] } })
  w.montre.avance += 1000
  const lue = await lisible(await w.get(paths.administration.reglages, cookie))
  expect(lue).toContain('Le fichier d’installation, par une commande')
  expect(lue).not.toContain('dit autre chose')
})

it('un fichier que la page refuserait est refusé, avec ses raisons', async () => {
  const courants = await enBase()
  const faux = { ...courants, conservation: { ...courants.conservation, dossiersAns: 1 }, annuaire: { adresse: 'https://10.0.0.1' } }
  expect(await appliquerFichier(w.ctx(), faux, { confirmer: true, ...OU })).toMatchObject({
    ok: false,
    error: [expect.stringContaining('Projet aidé : 10'), expect.stringContaining('interne')],
  })
  expect(await enBase()).toEqual(courants)
})

it('une base d’avant, sans les réglages venus depuis, se lit\u00a0; une clé que ce programme ne connaît pas est nommée', async () => {
  await w.owner.query("update guichet set configuration = configuration - 'courriels' - 'annuaire' where id = $1", [w.guichetId])
  expect(await enBase()).toMatchObject({ courriels: {}, annuaire: {} })
  expect((await w.get(paths.administration.reglages, cookie)).status).toBe(200)
  const { rows } = await w.owner.query('select configuration from guichet where id = $1', [w.guichetId])
  await w.owner.query(`update guichet set configuration = configuration || '{"avenir": 1}' where id = $1`, [w.guichetId])
  await expect(enBase()).rejects.toThrow('avenir')
  await w.owner.query('update guichet set configuration = $2 where id = $1', [w.guichetId, rows[0].configuration])
})

it('la base ne laisse le programme changer que son guichet, de la révision qu’il a lue, et jamais son nom court', async () => {
  const voisin = await installerGuichet(w.owner, { ...w.deps.config.guichet, slug: 'voisin' })
  const changer = (revision: number, voulus: unknown) =>
    w.auGuichet(tx =>
      tx
        .selectNoFrom(eb => eb.fn<boolean>('changer_reglages', [eb.val(revision), eb.val(JSON.stringify(voulus))]).as('fait'))
        .executeTakeFirstOrThrow(),
    )
  expect(await changer(-5, await enBase())).toEqual({ fait: false })
  await expect(changer(0, { ...(await enBase()), slug: 'voisin' })).rejects.toThrow('nom court')
  await expect(w.auGuichet(tx => tx.updateTable('guichet').set({ nom: 'Pris' }).where('id', '=', voisin).execute())).rejects.toThrow()
  expect(idDuSlug('voisin')).toBe(voisin)
})

it('la commande montre ce qui changerait, n’applique que confirmée, et le guichet peut tourner', async () => {
  const fichier = join(dossier, 'commande.yml')
  writeFileSync(fichier, readFileSync('guichets/prefet-de-corse.yml', 'utf8').replace('nom: Guichet territorial', 'nom: Par la commande'))
  const jouer = (...plus: string[]) =>
    promisify(execFile)(process.execPath, ['scripts/guichet-appliquer.ts', ...plus], {
      env: { PATH: process.env.PATH, GUICHET_CONFIG: fichier, DATABASE_URL: w.adresses.DATABASE_URL },
    }).then(
      s => ({ code: 0, dit: s.stdout }),
      e => ({ code: e.code as number, dit: `${e.stdout}${e.stderr}` }),
    )
  const vu = await jouer()
  expect(vu.code).toBe(3)
  expect(vu.dit).toContain('«\u00a0Par la commande\u00a0», au lieu de')
  expect((await enBase()).nom).not.toBe('Par la commande')
  expect((await jouer('--confirmer')).code).toBe(0)
  expect((await enBase()).nom).toBe('Par la commande')
  expect(await jouer()).toMatchObject({ code: 0, dit: expect.stringContaining('déjà') })
  expect(lireConfig({ GUICHET_CONFIG: fichier }).guichet).toEqual(await enBase())
}, 60_000)
