import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { nouvelId } from '../../../../contexte.ts'
import { paths } from '../../../../paths.ts'
import { openWorld, URL_TEST, type World } from '../../../../test/world.ts'
import { publierFichier } from '../../../appels/index.ts'
import { EICAR, ouvrirClamd } from '../../../fichiers/test/clamd-factice.ts'
import { piecesRoutes } from '../pieces.routes.tsx'
import { purgerOrphelins, purgerTeleversements } from '../purger.ts'

const OUVERT = '2021-09-13T10:00:00'
const TETE = Buffer.from('%PDF-1.7\n')
/** A PDF of this size, whose bytes all differ from one place to the next. */
const pdf = (taille: number, grain = 0) =>
  Buffer.concat([TETE, Buffer.from(Array.from({ length: taille - TETE.length }, (_, i) => (i * 31 + (i >> 8) + grain) & 255))])

let w: World
let clamd: Awaited<ReturnType<typeof ouvrirClamd>>
let serveur: Server
let port: number
let appel: { appelId: string; versionId: string }
let vico: { id: string; cookie: string }
let dossierId: string
beforeAll(async () => {
  clamd = await ouvrirClamd()
  w = await openWorld({ env: { CLAMD: clamd.adresse } })
  w.app.route(
    '/',
    piecesRoutes(async (c, _id, _code, message) => c.text(message, 422)),
  )
  const publie = await w.auGuichet(tx => publierFichier(tx, w.ctx(), readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')))
  if (!publie.ok) throw new Error(publie.error[0]?.message)
  appel = publie.value
  vico = await w.compte({ structures: ['Vico'] })
  serveur = serve({ fetch: w.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(serveur, 'listening')
  port = (serveur.address() as AddressInfo).port
})
afterAll(async () => {
  serveur.closeAllConnections()
  serveur.close()
  await clamd.fermer()
  await w.close()
})
let n = 0
beforeEach(async () => {
  w.regler(OUVERT)
  clamd.etat.humeur = 'normal'
  dossierId = nouvelId()
  const { id: structure_id } = await w.structure('Vico')
  const dates = { cree_le: w.horloge.instant, modifie_le: w.horloge.instant }
  const appelIds = { appel_id: appel.appelId, appel_version_id: appel.versionId }
  const valeurs = { id: dossierId, guichet_id: w.guichetId, structure_id, numero: `ENVOI-${++n}`, etat: 'brouillon', ...appelIds, ...dates }
  await w.auGuichet(tx => tx.insertInto('dossier').values(valeurs).execute())
  return async () => {
    for (const f of fichiers()) rmSync(join(w.dossierFichiers, f))
    await w.auGuichet(tx => tx.deleteFrom('televersement').execute())
  }
})

const fichiers = () =>
  readdirSync(w.dossierFichiers, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile())
    .map(f => join(f.parentPath, f.name).slice(w.dossierFichiers.length + 1))
const enAttente = () => fichiers().filter(f => f.startsWith('attente/'))
const pieces = () => w.auGuichet(tx => tx.selectFrom('piece').selectAll().where('dossier_id', '=', dossierId).orderBy('id').execute())
const envois = () => w.auGuichet(tx => tx.selectFrom('televersement').selectAll().where('dossier_id', '=', dossierId).execute())
const poster = (chemin: string, corps: BodyInit | null, entetes: Record<string, string>, cookie = vico.cookie) =>
  w.app.request(URL_TEST + chemin, { method: 'POST', body: corps, headers: { origin: URL_TEST, cookie, ...entetes } })

type Demande = { nom?: string; taille: number; marque?: string; code?: string; cookie?: string }
const ouvrir = ({ nom = 'plans.pdf', taille, marque = 'm', code = 'annexes', cookie = vico.cookie }: Demande) =>
  poster(
    paths.dossiers.televersements(dossierId, code),
    JSON.stringify({ nom, taille, marque }),
    { 'content-type': 'application/json' },
    cookie,
  )
type Ouvert = { recu: number; octets: string; annulation: string }
const ouvert = async (d: Demande) => {
  const r = await ouvrir(d)
  expect(r.status).toBe(201)
  return (await r.json()) as Ouvert
}
const BRUT = { 'content-type': 'application/octet-stream' }
const partie = (octets: string, position: number | string, corps: Buffer, cookie?: string) =>
  poster(octets, new Uint8Array(corps), { ...BRUT, 'upload-offset': String(position) }, cookie)
const json = async (r: Response | Promise<Response>) => {
  const recue = await r
  return [recue.status, await recue.json()] as [number, { recu?: number; adresse?: string; message?: string }]
}
const phrase = async (r: Response | Promise<Response>) => {
  const [statut, { message }] = await json(r)
  expect(statut).toBe(422)
  return message?.replaceAll('\u00a0', ' ')
}

describe('Un gros fichier part en plusieurs fois', () => {
  test('trois parties font une pièce, à l’octet près, et il ne reste rien de l’envoi', async () => {
    const octets = pdf(300_000)
    const { octets: url, recu } = await ouvert({ taille: octets.length })
    expect(recu).toBe(0)
    expect(await json(partie(url, 0, octets.subarray(0, 100_000)))).toEqual([200, { recu: 100_000 }])
    expect(await json(partie(url, 100_000, octets.subarray(100_000, 200_000)))).toEqual([200, { recu: 200_000 }])
    expect(await pieces()).toEqual([])
    expect(await json(partie(url, 200_000, octets.subarray(200_000)))).toEqual([
      200,
      { adresse: `${paths.dossiers.etape(dossierId, 'pieces')}#piece-annexes` },
    ])
    const [p] = await pieces()
    expect(p).toMatchObject({ nom: 'plans.pdf', type: 'pdf', taille: 300_000, sha256: createHash('sha256').update(octets).digest('hex') })
    expect(readFileSync(join(w.dossierFichiers, p!.cle))).toEqual(octets)
    expect([fichiers(), await envois()]).toEqual([[p!.cle], []])
    expect((await w.journal()).filter(e => e.objet_id === dossierId).map(e => e.action)).toEqual(['piece.joindre'])
  })

  test('coupé à 60\u00a0%, le même fichier choisi de nouveau reprend là où il en était', async () => {
    const octets = pdf(2_000_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    const r = request({
      port,
      path: url,
      method: 'POST',
      headers: { origin: URL_TEST, cookie: vico.cookie, ...BRUT, 'upload-offset': 0, 'content-length': octets.length },
    })
    r.on('error', () => {})
    r.write(octets.subarray(0, 1_200_000))
    await vi.waitFor(() => expect(readFileSync(join(w.dossierFichiers, enAttente()[0]!)).length).toBe(1_200_000), 5000)
    r.destroy()
    await vi.waitFor(async () => expect((await envois())[0]?.recu).toBe(1_200_000), 5000)
    const reprise = await ouvert({ taille: octets.length })
    expect(reprise).toMatchObject({ recu: 1_200_000, octets: url })
    expect((await partie(url, 1_200_000, octets.subarray(1_200_000))).status).toBe(200)
    expect((await pieces())[0]?.sha256).toBe(createHash('sha256').update(octets).digest('hex'))
  })

  test('le navigateur revient avant que le serveur ait vu la coupure\u202f: l’ancienne connexion cède la place', async () => {
    const octets = pdf(500_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    const figee = request({
      port,
      path: url,
      method: 'POST',
      headers: { origin: URL_TEST, cookie: vico.cookie, ...BRUT, 'upload-offset': 0, 'content-length': octets.length },
    })
    figee.on('error', () => {})
    figee.write(octets.subarray(0, 200_000))
    await vi.waitFor(() => expect(readFileSync(join(w.dossierFichiers, enAttente()[0]!)).length).toBe(200_000), 5000)
    const [statut, { recu }] = await json(partie(url, 0, octets))
    expect([statut, recu]).toEqual([409, 200_000])
    expect((await partie(url, 200_000, octets.subarray(200_000))).status).toBe(200)
    expect(await pieces()).toHaveLength(1)
    figee.destroy()
  })

  test('le serveur tombe entre l’écriture et le compte\u202f: les octets de trop sont repris', async () => {
    const octets = pdf(50_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    await partie(url, 0, octets.subarray(0, 20_000))
    appendFileSync(join(w.dossierFichiers, enAttente()[0]!), Buffer.alloc(10_000, 7))
    expect((await ouvert({ taille: octets.length })).recu).toBe(20_000)
    expect((await partie(url, 20_000, octets.subarray(20_000))).status).toBe(200)
    expect((await pieces())[0]?.sha256).toBe(createHash('sha256').update(octets).digest('hex'))
  })

  test('le disque a perdu des octets comptés\u202f: l’envoi reprend de ce qui reste', async () => {
    const octets = pdf(50_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    await partie(url, 0, octets.subarray(0, 20_000))
    truncateSync(join(w.dossierFichiers, enAttente()[0]!), 5000)
    expect(await json(partie(url, 20_000, octets.subarray(20_000)))).toEqual([409, { recu: 5000 }])
    expect((await partie(url, 5000, octets.subarray(5000))).status).toBe(200)
    expect((await pieces())[0]?.sha256).toBe(createHash('sha256').update(octets).digest('hex'))
  })

  test('la dernière partie est arrivée mais pas sa suite\u202f: une demande vide finit l’envoi', async () => {
    const octets = pdf(10_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    clamd.etat.humeur = 'coupe'
    await partie(url, 0, octets)
    clamd.etat.humeur = 'normal'
    expect((await ouvert({ taille: octets.length })).recu).toBe(10_000)
    expect((await partie(url, 10_000, Buffer.alloc(0))).status).toBe(200)
    expect(await pieces()).toHaveLength(1)
  })

  test('le serveur tombe une fois la pièce jointe\u202f: l’envoi est fini avec elle, ses octets seront purgés', async () => {
    const octets = pdf(1000)
    const { octets: url } = await ouvert({ taille: octets.length })
    const { attente } = w.deps.stockage
    const supprimer = attente.supprimer
    attente.supprimer = () => Promise.reject(new Error('stopped'))
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect((await partie(url, 0, octets)).status).toBe(500)
    attente.supprimer = supprimer
    vi.restoreAllMocks()
    expect([(await pieces()).length, await envois(), enAttente().length]).toEqual([1, [], 1])
  })

  test('le même fichier, déjà joint, finit l’envoi sans seconde pièce', async () => {
    const octets = pdf(1000)
    for (const marque of ['a', 'b']) {
      const { octets: url } = await ouvert({ taille: octets.length, marque })
      expect((await partie(url, 0, octets)).status).toBe(200)
    }
    expect([(await pieces()).length, await envois(), fichiers().length]).toEqual([1, [], 1])
  })

  test('six fois au même instant\u202f: un envoi, une pièce', async () => {
    const octets = pdf(5000)
    const ouverts = await Promise.all(Array.from({ length: 6 }, () => ouvert({ taille: octets.length })))
    expect([new Set(ouverts.map(o => o.octets)).size, (await envois()).length]).toEqual([1, 1])
    const statuts = await Promise.all(ouverts.map(async o => (await partie(o.octets, 0, octets)).status))
    expect(await pieces()).toHaveLength(1)
    expect(statuts).toContain(200)
  })
})

describe('Le serveur dit où en est l’envoi', () => {
  test('une partie qui ne commence pas au bon endroit reçoit le bon', async () => {
    const { octets: url } = await ouvert({ taille: 1000 })
    await partie(url, 0, pdf(1000).subarray(0, 400))
    for (const position of [0, 399, 401, 'x', '']) {
      const r = await partie(url, position, Buffer.alloc(10))
      expect([r.status, r.headers.get('upload-offset'), await r.json()]).toEqual([409, '400', { recu: 400 }])
    }
  })

  test('à qui le demande, et dans la liste de mes envois', async () => {
    const { octets: url } = await ouvert({ taille: 1000, nom: 'plan – été.pdf' })
    await partie(url, 0, pdf(1000).subarray(0, 400))
    const r = await w.get(url.replace(/\/octets$/, ''), vico.cookie)
    expect([r.headers.get('upload-offset'), await r.json()]).toEqual(['400', { recu: 400, taille: 1000 }])
    const liste = await (await w.get(paths.dossiers.mesTeleversements(dossierId), vico.cookie)).json()
    expect(liste).toMatchObject({ envois: [{ code: 'annexes', nom: 'plan – été.pdf', taille: 1000, recu: 400 }] })
  })

  test('des octets au-delà de la taille annoncée ne sont pas écrits', async () => {
    const { octets: url } = await ouvert({ taille: 1000 })
    expect(await json(partie(url, 0, pdf(1001)))).toEqual([409, { recu: 1000 }])
    expect(await pieces()).toEqual([])
  })

  test('un envoi sans le bon type de contenu, ou une demande illisible', async () => {
    const { octets: url } = await ouvert({ taille: 1000 })
    expect((await poster(url, 'x', { 'content-type': 'text/plain', 'upload-offset': '0' })).status).toBe(415)
    const creation = paths.dossiers.televersements(dossierId, 'annexes')
    for (const corps of ['{', '{}', '{"nom":"a.pdf","taille":-1,"marque":""}', '{"nom":"a.pdf","taille":1.5,"marque":""}'])
      expect((await poster(creation, corps, { 'content-type': 'application/json' })).status).toBe(400)
    expect((await poster(creation, 'x'.repeat(20_000), { 'content-type': 'application/json' })).status).toBe(413)
  })
})

describe('Ce qui se refuse avant le premier octet', () => {
  test.for([
    [{ taille: 0 }, '« plans.pdf » est vide. Choisissez un autre fichier'],
    [{ taille: 200_000_001 }, '« plans.pdf » dépasse 200 Mo. Réduisez-le ou partagez-le en plusieurs fichiers'],
    [{ taille: 9, nom: 'tout.zip' }, '« tout.zip » est une archive ZIP. Envoyez un fichier PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG'],
    [{ taille: 9, nom: '../../photo.png', code: 'deliberation' }, '« photo.png » est une image PNG. Envoyez un fichier PDF'],
  ] as const)('%j', async ([demande, message]) => {
    expect(await phrase(ouvrir(demande))).toBe(message)
    expect(await envois()).toEqual([])
  })

  test('un dossier clos, ou déposé', async () => {
    w.regler('2021-09-18T00:00:00')
    expect(await phrase(ouvrir({ taille: 9 }))).toContain('Le dépôt est clos')
    w.regler(OUVERT)
    const depose = { etat: 'depose', depose_le: w.horloge.instant }
    await w.auGuichet(tx => tx.updateTable('dossier').set(depose).where('id', '=', dossierId).execute())
    expect(await phrase(ouvrir({ taille: 9 }))).toContain('Ce dossier est déposé')
  })

  test('un onzième envoi inachevé', async () => {
    for (let i = 0; i < 10; i++) await ouvert({ taille: 9, marque: `${i}` })
    expect(await phrase(ouvrir({ taille: 9, marque: 'x' }))).toContain('Vous avez 10 envois inachevés')
    expect((await ouvrir({ taille: 9, marque: '3' })).status).toBe(201)
  })

  test('une onzième annexe', async () => {
    for (let i = 0; i < 10; i++) await partie((await ouvert({ taille: 100, marque: `${i}` })).octets, 0, pdf(100, i))
    expect(await phrase(ouvrir({ taille: 9, marque: 'x' }))).toContain('a déjà 10 fichiers')
  })
})

describe('Ce qui se refuse à la fin ne laisse rien', () => {
  const envoyer = async (octets: Buffer, nom = 'plans.pdf') => partie((await ouvert({ taille: octets.length, nom })).octets, 0, octets)
  const rien = async () => expect([fichiers(), await envois(), await pieces()]).toEqual([[], [], []])

  test('une page web nommée .pdf', async () => {
    expect(await phrase(envoyer(Buffer.from('<!doctype html><script>1</script>')))).toContain('son contenu est une page web')
    await rien()
  })

  test('un fichier infecté\u202f: rien de technique n’est dit, le journal garde de quoi chercher', async () => {
    const octets = Buffer.concat([pdf(1000), EICAR])
    expect(await phrase(envoyer(octets))).toBe(
      '« plans.pdf » contient un programme malveillant : il n’a pas été gardé. Prévenez votre service informatique, puis envoyez un exemplaire sain',
    )
    await rien()
    expect((await w.journal()).at(-1)).toMatchObject({
      action: 'piece.infectee',
      objet_id: dossierId,
      donnees: { code: 'annexes', virus: 'Win.Test.EICAR_HDB-1', sha256: createHash('sha256').update(octets).digest('hex') },
    })
  })

  test('infecté encore, par le formulaire sans script', async () => {
    const f = new FormData()
    f.append('fichier', new File([new Uint8Array(Buffer.concat([pdf(1000), EICAR]))], 'plans.pdf'))
    const r = await w.post(paths.dossiers.pieces(dossierId, 'annexes'), f, vico.cookie)
    expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('contient un programme malveillant')])
    await rien()
    expect((await w.journal()).at(-1)?.action).toBe('piece.infectee')
  })

  test('l’antivirus se tait\u202f: le formulaire refuse, l’envoi en parties attend qu’il réponde', async () => {
    clamd.etat.humeur = 'coupe'
    const octets = pdf(1000)
    const f = new FormData()
    f.append('fichier', new File([new Uint8Array(octets)], 'plans.pdf'))
    const r = await w.post(paths.dossiers.pieces(dossierId, 'annexes'), f, vico.cookie)
    expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('L’analyse antivirus ne répond pas')])
    await rien()
    const [statut, { recu, message }] = await json(envoyer(octets))
    expect([statut, recu, message]).toEqual([503, 1000, expect.stringContaining('L’analyse antivirus ne répond pas')])
    expect([await pieces(), fichiers().length]).toEqual([[], 1])
  })

  test('le dépôt s’est clos pendant l’envoi', async () => {
    const octets = pdf(1000)
    const { octets: url, annulation } = await ouvert({ taille: octets.length })
    await partie(url, 0, octets.subarray(0, 500))
    w.regler('2021-09-18T00:00:00')
    expect(await phrase(partie(url, 500, octets.subarray(500)))).toContain('Le dépôt est clos')
    expect((await poster(annulation, null, {})).status).toBe(204)
    await rien()
  })

  test('annulé par la personne', async () => {
    const { octets: url, annulation } = await ouvert({ taille: 1000 })
    await partie(url, 0, pdf(1000).subarray(0, 500))
    expect((await poster(annulation, null, {})).status).toBe(204)
    await rien()
    expect((await partie(url, 500, Buffer.alloc(10))).status).toBe(404)
    expect((await poster(annulation, null, {})).status).toBe(404)
  })

  test('une panne du stockage est une panne\u202f: rien n’est perdu, et l’envoi se reprend', async () => {
    const octets = pdf(1000)
    const { stockage } = w.deps
    const ecrire = stockage.ecrire
    stockage.ecrire = () => Promise.reject(new Error('disk full'))
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { octets: url } = await ouvert({ taille: octets.length })
    expect((await partie(url, 0, octets)).status).toBe(500)
    stockage.ecrire = ecrire
    vi.restoreAllMocks()
    expect((await ouvert({ taille: octets.length })).recu).toBe(1000)
    expect((await partie(url, 1000, Buffer.alloc(0))).status).toBe(200)
    expect(await pieces()).toHaveLength(1)
  })
})

describe('Les envois des autres n’existent pas', () => {
  test('ni pour une autre structure, ni pour un collègue, ni sans compte', async () => {
    const { octets: url, annulation } = await ouvert({ taille: 1000 })
    const autre = await w.compte({ structures: ['Ajaccio'] })
    const collegue = await w.compte({ structures: ['Vico'] })
    expect((await ouvrir({ taille: 1000, cookie: autre.cookie })).status).toBe(404)
    for (const { cookie } of [autre, collegue]) {
      expect((await partie(url, 0, Buffer.alloc(10), cookie)).status).toBe(404)
      expect((await w.get(url.replace(/\/octets$/, ''), cookie)).status).toBe(404)
      expect((await poster(annulation, null, {}, cookie)).status).toBe(404)
    }
    const liste = (cookie: string) => w.get(paths.dossiers.mesTeleversements(dossierId), cookie)
    expect(await (await liste(collegue.cookie)).json()).toEqual({ envois: [] })
    expect((await liste(autre.cookie)).status).toBe(404)
    expect((await partie(url, 0, Buffer.alloc(10), '')).status).toBe(303)
    // a colleague who sends the same file begins an upload of their own
    expect((await ((await ouvrir({ taille: 1000, cookie: collegue.cookie })).json() as Promise<Ouvert>)).octets).not.toBe(url)
    expect(await envois()).toHaveLength(2)
  })

  test('celui d’une personne retirée de la structure', async () => {
    const partie1 = await w.compte({ structures: ['Vico'] })
    const { octets: url } = await ouvert({ taille: 1000, cookie: partie1.cookie })
    await w.auGuichet(tx => tx.deleteFrom('appartenance').where('compte_id', '=', partie1.id).execute())
    expect((await partie(url, 0, Buffer.alloc(10), partie1.cookie)).status).toBe(404)
  })
})

describe('Ce qui traîne est purgé', () => {
  test('un envoi sans mouvement depuis sept jours, et lui seul', async () => {
    await partie((await ouvert({ taille: 1000, marque: 'vieux' })).octets, 0, pdf(1000).subarray(0, 500))
    w.regler('2021-09-16T10:00:00')
    await partie((await ouvert({ taille: 1000, marque: 'neuf' })).octets, 0, pdf(1000).subarray(0, 500))
    w.regler('2021-09-20T10:00:01')
    expect(await purgerTeleversements(w.deps, w.horloge.instant)).toBe(1)
    expect([(await envois()).length, enAttente().length]).toEqual([1, 1])
    expect(await purgerTeleversements(w.deps, w.horloge.instant)).toBe(0)
  })

  test('des octets qu’aucune ligne ne nomme, après un jour\u202f; jamais ceux d’une pièce, même retirée', async () => {
    const code = 'deliberation'
    for (const i of [1, 2]) await partie((await ouvert({ taille: 100, marque: `${i}`, code })).octets, 0, pdf(100, i))
    await partie((await ouvert({ taille: 1000, code })).octets, 0, pdf(500))
    const cles = (await pieces()).map(p => p.cle)
    expect((await pieces()).map(p => p.retiree_le !== null)).toEqual([true, false])
    await w.deps.stockage.ecrire(`2021/${nouvelId()}`, Readable.from([Buffer.from('sans ligne')]))
    writeFileSync(join(w.dossierFichiers, `2021/${nouvelId()}.partiel`), 'coupé')
    writeFileSync(join(w.dossierFichiers, `attente/${nouvelId()}`), 'sans ligne')
    expect(await purgerOrphelins(w.deps)).toBe(0)
    const hier = new Date(Date.now() - 25 * 3600_000)
    for (const f of fichiers()) utimesSync(join(w.dossierFichiers, f), hier, hier)
    expect(await purgerOrphelins(w.deps)).toBe(3)
    expect(fichiers().sort()).toEqual([...cles, `attente/${(await envois())[0]?.id}`].sort())
  })
})
