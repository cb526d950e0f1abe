// `node bench/televersement.ts` (after `node scripts/build.mjs`): what one upload of 200 Mo costs the built program in memory and in time, in
// parts and by a form, on a data folder of its own. Linux only (/proc). `--json`: the last line is an array of {nom, valeur, unite, limite}.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths } from '../src/paths.ts'
import { OPTIONS } from './options.ts'

const TAILLE = 200_000_000
const PARTIE = 8 * 1024 * 1024
const CROISSANCE_MAX_MO = 30
const mesures: { nom: string; valeur: number; unite: string; limite: number | undefined }[] = []
const noter = (nom: string, valeur: number, unite: string, limite?: number) => {
  mesures.push({ nom, valeur: Math.round(valeur * 10) / 10, unite, limite })
  console.log(`${nom.padEnd(62)} ${valeur.toFixed(1).padStart(8)} ${unite}${limite === undefined ? '' : `  limite ${limite}`}`)
}

const port = Number(process.env.PORT ?? 3991)
const base = `http://localhost:${port}`
async function demarrer(donnees: string) {
  if (!existsSync('dist/main.js')) throw new Error('dist/ is missing: node scripts/build.mjs')
  const p = spawn(process.execPath, [...OPTIONS, 'dist/main.js'], {
    env: { PATH: process.env.PATH, GUICHET_DONNEES: donnees, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let n = 0; n < 600; n++) {
    await new Promise(ok => setTimeout(ok, 100))
    if (p.exitCode !== null) throw new Error('the program did not start') // another one may answer on this port
    if ((await fetch(`${base}${paths.sante}`).catch(() => undefined))?.ok) return p
  }
  p.kill('SIGTERM')
  throw new Error('no answer')
}

/** Resident memory of a process, in Mo. */
const rss = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000

/** How far memory goes above where it stood, and how long it takes. */
async function mesurer(nom: string, pid: number, f: () => Promise<unknown>, limite?: number) {
  const repos = rss(pid)
  let haut = repos
  const minuterie = setInterval(() => {
    haut = Math.max(haut, rss(pid))
  }, 10)
  const t = performance.now()
  await f()
  const ms = performance.now() - t
  clearInterval(minuterie)
  noter(`${nom}, mémoire au repos`, repos, 'Mo')
  noter(`${nom}, croissance de la mémoire`, haut - repos, 'Mo', limite)
  noter(`${nom}, durée`, ms / 1000, 's')
}

/** Bytes of a PDF that nobody has sent yet, block by block. */
function* octets(taille: number): Generator<Buffer> {
  const bloc = randomBytes(1024 * 1024)
  for (let de = 0; de < taille; de += bloc.length) {
    const suite = Buffer.from(bloc.subarray(0, taille - de))
    suite.writeUInt32BE(de, 0)
    if (de === 0) suite.write('%PDF-1.7\n')
    yield suite
  }
}

type Reponse = { statut: number; texte: string }
function poster(chemin: string, cookie: string, entetes: Record<string, string | number>, corps: Iterable<Buffer>): Promise<Reponse> {
  return new Promise((resolve, reject) => {
    const r = request(base + chemin, { method: 'POST', headers: { origin: base, cookie, ...entetes } }, async reponse => {
      let texte = ''
      for await (const b of reponse) texte += b
      resolve({ statut: reponse.statusCode ?? 0, texte })
    })
    r.on('error', reject)
    const suite = corps[Symbol.iterator]()
    const pousser = () => {
      for (let b = suite.next(); !b.done; b = suite.next()) if (!r.write(b.value)) return void r.once('drain', pousser)
      r.end()
    }
    pousser()
  })
}

async function enParties(dossier: string, cookie: string, taille: number) {
  const creation = JSON.stringify({ nom: 'plans.pdf', taille, marque: randomBytes(8).toString('hex') })
  const ouvert = await poster(paths.dossiers.televersements(dossier, 'annexes'), cookie, { 'content-type': 'application/json' }, [
    Buffer.from(creation),
  ])
  if (ouvert.statut !== 201) throw new Error(ouvert.texte)
  const { octets: url } = JSON.parse(ouvert.texte)
  let position = 0
  let partie: Buffer[] = []
  const envoyer = async () => {
    const longueur = partie.reduce((s, b) => s + b.length, 0)
    const entetes = { 'content-type': 'application/octet-stream', 'upload-offset': position, 'content-length': longueur }
    const r = await poster(url, cookie, entetes, partie)
    if (r.statut !== 200) throw new Error(`${r.statut} ${r.texte}`)
    position += longueur
    partie = []
  }
  for (const bloc of octets(taille)) {
    partie.push(bloc)
    if (partie.length * bloc.length >= PARTIE) await envoyer()
  }
  if (partie.length > 0) await envoyer()
}

async function parFormulaire(dossier: string, cookie: string, taille: number) {
  const debut = '--x\r\ncontent-disposition: form-data; name="fichier-annexes"; filename="plans.pdf"\r\n\r\n'
  const fin = '\r\n--x--\r\n'
  function* corps() {
    yield Buffer.from(debut)
    yield* octets(taille)
    yield Buffer.from(fin)
  }
  const entetes = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': debut.length + taille + fin.length }
  const r = await poster(paths.dossiers.pieces(dossier), cookie, entetes, corps())
  if (r.statut !== 303) throw new Error(`${r.statut} ${r.texte.slice(0, 500)}`)
}

const donnees = mkdtempSync(join(tmpdir(), 'gt-bench-'))
chmodSync(donnees, 0o755)
const arreter = async (p: ChildProcess) => {
  p.kill('SIGTERM')
  if (p.exitCode === null) await new Promise(ok => p.once('exit', ok))
}
// the first start fills the demonstration and leaves a large heap behind it: the upload is measured on a program that has just started again
await arreter(await demarrer(donnees))
const programme = await demarrer(donnees)
try {
  const pid = programme.pid!
  const session = await fetch(base + paths.demo.session, {
    method: 'POST',
    headers: { origin: base },
    body: new URLSearchParams({ persona: 'porteur-commune' }),
    redirect: 'manual',
  })
  const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!
  const dossier = /\/dossiers\/([0-9a-f-]{36})/.exec(await (await fetch(base + paths.espace, { headers: { cookie } })).text())![1]!
  await fetch(base + paths.dossiers.etape(dossier, 'pieces'), { headers: { cookie } })
  for (const n of [1, 2]) await mesurer(`200 Mo en parties, ${n}`, pid, () => enParties(dossier, cookie, TAILLE), CROISSANCE_MAX_MO)
  for (const n of [1, 2]) await mesurer(`200 Mo par formulaire, ${n}`, pid, () => parFormulaire(dossier, cookie, TAILLE))
  await mesurer('4 fois 200 Mo en parties, ensemble', pid, () =>
    Promise.all(Array.from({ length: 4 }, () => enParties(dossier, cookie, TAILLE))),
  )
} finally {
  await arreter(programme)
  rmSync(donnees, { recursive: true, force: true })
}
if (process.argv.includes('--json')) console.log(JSON.stringify(mesures))
