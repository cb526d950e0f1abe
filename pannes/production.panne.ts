import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { type MondeComite, ouvrirComite } from '../src/test/comite.ts'
import { dossierTemporaire } from '../src/test/dossiers.ts'
import { lirePdf } from '../src/test/lire-pdf.ts'
import { LIVRAISON, type Programme, portLibre } from '../src/test/programme.ts'
import { dossierPret, SLUG } from '../src/test/vico.ts'
import { attendre, jusqua, type Machine, OUVERT, ouvrirMachine } from './guichet.ts'

/** The site as docs/exploitation.md sets it up: two processes of pages behind nginx, one of jobs, one database. `npm run essai:production`. */
const nginx = spawnSync('nginx', ['-v']).status === 0
if (!nginx) console.log('nginx n’est pas installé (apt-get install nginx-light) : rien n’est essayé derrière un proxy.')

type Pages = Programme & { port: string; metriques: string }
let m: Machine
let comite: MondeComite
let brouillon: string
let proxy: ChildProcess | undefined
let site: string
let pages: Pages[]
const racine = dossierTemporaire()

async function ouvrirPages(port: string): Promise<Pages> {
  const metriques = String(await portLibre())
  const env = { PORT: port, METRIQUES_PORT: metriques, URL_PUBLIQUE: site, PROXY_DE_CONFIANCE: '127.0.0.1' }
  return { ...(await m.demarrer({ travaux: false, env })), port, metriques }
}

/** The file of the documentation, on ports of ours and without its certificate. */
function reglerProxy(port: number, deux: string[]) {
  const [upstream, reste] = readFileSync('exploitation/nginx.conf', 'utf8').split('\nserver {\n')
  const serveur = reste!.replace(/^ {4}(?:listen|http2|ssl_\w+|server_name).*\n/gm, '')
  const conf = `daemon off; error_log ${racine}/erreurs; pid ${racine}/pid; events {}
http { access_log off; client_body_temp_path ${racine}/t1; proxy_temp_path ${racine}/t2; fastcgi_temp_path ${racine}/t3; uwsgi_temp_path ${racine}/t4; scgi_temp_path ${racine}/t5;
${upstream!.replace('3001', deux[0]!).replace('3002', deux[1]!)}
server {\nlisten 127.0.0.1:${port};\n${serveur}\n}`
  writeFileSync(join(racine, 'nginx.conf'), conf)
}

beforeAll(async () => {
  if (!nginx) return
  comite = await ouvrirComite()
  comite.w.regler(OUVERT)
  brouillon = await dossierPret(comite.w, comite.porteur.cookie)
  m = await ouvrirMachine(comite.w)
  const port = await portLibre()
  site = `http://localhost:${port}`
  const ports = [String(await portLibre()), String(await portLibre())]
  pages = [await ouvrirPages(ports[0]!), await ouvrirPages(ports[1]!)]
  mkdirSync(racine, { recursive: true })
  reglerProxy(port, ports)
  proxy = spawn('nginx', ['-c', join(racine, 'nginx.conf'), '-p', racine], { stdio: 'inherit' })
  await jusqua('nginx', () =>
    fetch(`${site}/sante`).then(
      r => r.ok,
      () => false,
    ),
  )
})
afterAll(async () => {
  proxy?.kill()
  await m?.fermer()
  rmSync(racine, { recursive: true, force: true })
})

const demander = (url: string, chemin: string, cookie: string, init: RequestInit = {}) =>
  fetch(url + chemin, { redirect: 'manual', ...init, headers: { origin: site, cookie, ...init.headers } })
/** How many times this process has served this route. */
async function servies(p: Pages, route: string) {
  const texte = await (await fetch(`http://127.0.0.1:${p.metriques}/metrics`)).text()
  const motif = new RegExp(
    `guichet_http_duree_seconds_count\\{guichet="prefet-de-corse",methode="GET",route="${route}",statut="200"\\} (\\d+)`,
  )
  return Number(motif.exec(texte)?.[1] ?? 0)
}

it.runIf(nginx)('une session ouverte vaut pour tous les processus, et les deux servent', async () => {
  for (let i = 0; i < 8; i++) expect((await demander(site, paths.espace, comite.porteur.cookie)).status).toBe(200)
  for (const p of pages) expect(await servies(p, paths.espace)).toBeGreaterThan(0)
})

it.runIf(nginx)('les lettres d’un PDF sont dans la livraison : le cahier des charges se lit', async () => {
  const r = await fetch(site + paths.appels.cahierDesCharges(SLUG))
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  expect((await lirePdf(new Uint8Array(await r.arrayBuffer()))).texte).toContain('Transformation numérique')
})

it.runIf(nginx)('les commandes de l’exploitant vont avec la livraison', () => {
  const jouer = (commande: string, ...args: string[]) => {
    const env = { PATH: process.env.PATH, ...comite.w.adresses, GUICHET_MODE: 'production', SECRET: comite.w.deps.secret }
    const dossier = LIVRAISON ?? process.cwd()
    return spawnSync('node_modules/.bin/node', [`scripts/${commande}.ts`, ...args], { cwd: dossier, env, encoding: 'utf8' })
  }
  expect(jouer('agents').stderr).toBe('')
  expect(jouer('journal-verifier')).toMatchObject({ status: 0, stdout: expect.stringContaining('chaîne intacte') })
  expect(jouer('appel-verifier', 'appels/itn7-axe3-corse-2021/appel.yml')).toMatchObject({ status: 0, stderr: '' })
  for (const commande of ['projets-importer', 'sirets-importer', 'territoires-contours'])
    expect(jouer(commande).stderr, commande).not.toMatch(/ERR_MODULE_NOT_FOUND|Cannot find/)
})

it.runIf(nginx)('les parties d’un fichier arrivent à des processus différents, et le fichier est entier', async () => {
  const octets = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5_000_000, 7)])
  const json = { 'content-type': 'application/json' }
  const corps = JSON.stringify({ nom: 'plans.pdf', taille: octets.length, marque: 'essai' })
  const ouvert = await demander(site, paths.dossiers.televersements(brouillon, 'annexes'), comite.porteur.cookie, {
    method: 'POST',
    body: corps,
    headers: json,
  })
  const { octets: adresse } = (await ouvert.json()) as { octets: string }
  const [tiers, deux] = [Math.floor(octets.length / 3), Math.floor((2 * octets.length) / 3)]
  const partie = (p: Pages, de: number, a: number) =>
    demander(p.url, adresse, comite.porteur.cookie, {
      method: 'POST',
      body: octets.subarray(de, a),
      headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(de) },
    })
  expect((await partie(pages[0]!, 0, tiers)).status).toBe(200)
  // the browser came back by the other process before the first one saw that the line was cut: both write the same part
  const doubles = await Promise.all(pages.map(p => partie(p, tiers, deux)))
  expect(doubles.map(r => r.status).sort()).toContain(200)
  expect((await partie(pages[1]!, deux, octets.length)).status).toBe(200)
  const { rows } = await comite.w.owner.query(
    "select sha256, taille from piece where dossier_id = $1 and nom = 'plans.pdf' and retiree_le is null",
    [brouillon],
  )
  expect(rows.map(r => [Buffer.isBuffer(r.sha256) ? r.sha256.toString('hex') : r.sha256, Number(r.taille)])).toEqual([
    [createHash('sha256').update(octets).digest('hex'), octets.length],
  ])
})

it.runIf(nginx)('une décision prise par un processus est apprise par un écran de l’autre', async () => {
  m.regler('2021-10-26T15:00:00')
  comite.w.regler('2021-10-18T09:00:00')
  const dossiers = await comite.dossiers(1)
  const seance = await comite.seance(dossiers)
  comite.w.regler('2021-10-26T14:30:00')
  await comite.w.post(paths.comite.ouverture(seance), {}, comite.administratrice.cookie)
  await comite.w.owner.query("update seance_membre set presence = 'present' where seance_id = $1", [seance])
  await comite.w.owner.query(
    `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
      select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'aucun', 'declaration', '', $3 from seance_membre where seance_id = $1`,
    [seance, dossiers[0], comite.w.horloge.instant],
  )
  const arret = new AbortController()
  const ecran = await demander(pages[0]!.url, paths.comite.direct(seance), comite.regionale.cookie, { signal: arret.signal })
  expect(ecran.headers.get('content-type')).toContain('text/event-stream')
  let recu = ''
  const lecture = (async () => {
    for await (const b of ecran.body!.pipeThrough(new TextDecoderStream())) recu += b
  })().catch(() => {})
  const estampilles = () => recu.match(/data: [0-9a-f]{32}/g)?.length ?? 0
  await jusqua('la première estampille', () => estampilles() === 1)
  const saisie = new URLSearchParams({
    sens: 'partiel',
    montant: '1 234',
    rang: '',
    motif: '',
    conditions: '',
    conclusion: 'Accord',
    vue: '',
  })
  const decide = await demander(pages[1]!.url, paths.comite.decision(seance, dossiers[0]!), comite.administratrice.cookie, {
    method: 'POST',
    body: saisie,
  })
  expect(decide.status).toBe(303)
  await jusqua('une autre estampille', () => estampilles() === 2)
  arret.abort()
  await lecture
})

it.runIf(nginx)('dix mots de passe faux, par des processus différents, bloquent l’adresse', async () => {
  const essayer = () =>
    demander(site, paths.connexion, '', {
      method: 'POST',
      body: new URLSearchParams({ courriel_mdp: 'visee@guichet.example', mot_de_passe: 'pas le bon mot' }),
    })
  const statuts: number[] = []
  for (let i = 0; i < 12; i++) {
    await comite.w.owner.query('delete from limite_debit')
    statuts.push((await essayer()).status)
  }
  expect(statuts).toEqual([...Array(10).fill(422), 429, 429])
})

// Seen to fail: with `storage: 'memory'` in `rateLimit`, each process gives five links again.
it.runIf(nginx)('cinq liens de connexion par minute, quels que soient les processus qui les donnent', async () => {
  await comite.w.owner.query('delete from limite_debit')
  const demande = (n: number, p: Pages) =>
    demander(p.url, paths.connexionLien, '', { method: 'POST', body: new URLSearchParams({ courriel: `m${n}@guichet.example` }) })
  const statuts: number[] = []
  for (let n = 0; n < 8; n++) statuts.push((await demande(n, pages[n % 2]!)).status)
  expect(statuts).toEqual([...Array(5).fill(303), 429, 429, 429])
  await comite.w.owner.query('delete from limite_debit')
})

it.runIf(nginx)(
  'les processus sont remplacés l’un après l’autre sous les visites : aucune page ni aucun enregistrement ne se perd',
  async () => {
    m.regler(OUVERT)
    await attendre(200) // each process reads the file of its clock every 20 ms: before that, the call is still closed
    let fini = false
    const statuts = new Map<string, number>()
    const page = () => demander(site, paths.dossiers.etape(brouillon, 'projet'), comite.porteur.cookie)
    const enregistrer = (i: number) => {
      const body = new URLSearchParams({ resume: `texte ${i}` })
      return demander(site, paths.dossiers.etape(brouillon, 'projet'), comite.porteur.cookie, { method: 'PUT', body })
    }
    const visiter = async (quoi: string, geste: (i: number) => Promise<Response>) => {
      for (let i = 0; !fini; i++) {
        const r = await geste(i)
        const cle = `${quoi} ${r.status}`
        statuts.set(cle, (statuts.get(cle) ?? 0) + 1)
        await r.arrayBuffer()
      }
    }
    const visites = [visiter('enregistrement', enregistrer), ...[1, 2, 3].map(() => visiter('page', page))]
    const codes: (number | null)[] = []
    for (const i of [0, 1]) {
      codes.push(await pages[i]!.arreter())
      pages[i] = await ouvrirPages(pages[i]!.port)
      await new Promise(done => setTimeout(done, 5500)) // nginx comes back to a process five seconds after it refused
    }
    fini = true
    await Promise.all(visites)
    console.log(Object.fromEntries(statuts))
    expect(codes).toEqual([0, 0])
    expect([...statuts.keys()].filter(k => !/^(?:page 200|enregistrement (?:200|204|303))$/.test(k))).toEqual([])
  },
)

it.runIf(nginx)('un lien demandé à un processus de pages part du processus de tâches', async () => {
  const port = String(await portLibre())
  const demande = await demander(site, paths.connexionLien, '', {
    method: 'POST',
    body: new URLSearchParams({ courriel: 'mairie@guichet.example' }),
  })
  expect(demande.status).toBe(303)
  const envoye = async () =>
    (await comite.w.owner.query("select from courriel where destinataire = 'mairie@guichet.example' and envoye_le is not null"))
      .rowCount === 1
  expect(await envoye()).toBe(false)
  await m.demarrer({ env: { GUICHET_ROLE: 'taches', PORT: port, METRIQUES_PORT: port } })
  await jusqua('le courriel parti', envoye)
})
