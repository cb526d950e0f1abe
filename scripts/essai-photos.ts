// `npm run essai:photos`: twelve photographs of a délibération in 9 points, as a telephone takes them on a table (perspective, shadow, grain, blur), sent through what makes a PDF of
// them; then read by Tesseract. Ends with 1 when the PDF is heavier than 3 Mo or when fewer than 98 % of the words are read, 2 when a tool is missing. Not in `npm test`: it needs Tesseract.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { confierPhoto, fermerPhotos } from '../src/atelier/photos.ts'
import { motsDeLaFeuille, photographier } from './photos/photographier.ts'

const PAGES = Number(process.env.PAGES ?? 12)
const POIDS_MAX = 3_000_000
const MOTS_MIN = 0.98

for (const [outil, args, paquet] of [
  ['tesseract', ['--list-langs'], 'tesseract-ocr tesseract-ocr-fra'],
  ['pdftoppm', ['-v'], 'poppler-utils'],
] as const)
  if (spawnSync(outil, args, { stdio: 'ignore' }).status !== 0) {
    console.error(`${outil} n’est pas installé\u00a0: apt-get install ${paquet}`)
    process.exit(2)
  }

const dossier = mkdtempSync(join(tmpdir(), 'guichet-photos-'))
try {
  let pdf: Uint8Array | undefined
  let envoye = 0
  const debut = performance.now()
  let calcul = 0
  for (let n = 0; n < PAGES; n++) {
    const photo = await photographier(n)
    envoye += photo.length
    const avant = performance.now()
    const r = await confierPhoto('ajouter', { pdf, photo, titre: 'Délibération', instant: new Date(0) }, { pour: null })
    calcul += performance.now() - avant
    if (!r.ok || !r.value.ok) throw new Error(`page ${n + 1} : ${JSON.stringify(r.ok ? r.value : r)}`)
    pdf = r.value.value
  }
  const fichier = join(dossier, 'deliberation.pdf')
  writeFileSync(fichier, pdf!)
  if (process.argv.includes('--garder')) writeFileSync(join(tmpdir(), 'deliberation-essai.pdf'), pdf!)
  spawnSync('pdftoppm', ['-r', '300', '-gray', '-png', fichier, join(dossier, 'p')])
  let [lus, tous] = [0, 0]
  const parts: string[] = []
  for (let n = 0; n < PAGES; n++) {
    const image = join(dossier, `p-${String(n + 1).padStart(String(PAGES).length, '0')}.png`)
    const lu = spawnSync('tesseract', [image, '-', '-l', 'fra', '--psm', '4'], {
      encoding: 'utf8',
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    })
    const trouves = new Map<string, number>()
    for (const m of mots(lu.stdout)) trouves.set(m, (trouves.get(m) ?? 0) + 1)
    let bons = 0
    const attendus = mots(motsDeLaFeuille(n))
    for (const m of attendus) {
      const reste = trouves.get(m) ?? 0
      if (reste > 0) bons++
      trouves.set(m, reste - 1)
    }
    lus += bons
    tous += attendus.length
    parts.push(((bons / attendus.length) * 100).toFixed(1))
  }
  const part = lus / tous
  console.log(
    `${PAGES} photos, ${(envoye / 1e6).toFixed(1)} Mo envoyés, ${(pdf!.length / 1e6).toFixed(2)} Mo de PDF, ${Math.round(calcul / PAGES)} ms par photo`,
  )
  console.log(`${lus} mots lus sur ${tous} : ${(part * 100).toFixed(2)} % (par page : ${parts.join(', ')})`)
  console.log(`${Math.round((performance.now() - debut) / 1000)} s, ${readFileSync(fichier).length} octets`)
  process.exitCode = part >= MOTS_MIN && pdf!.length <= POIDS_MAX ? 0 : 1
} finally {
  await fermerPhotos()
  rmSync(dossier, { recursive: true })
}

/** Words as they are compared: without the signs around them. */
function mots(texte: string): string[] {
  return texte
    .replace(/[’']/g, '’')
    .split(/\s+/)
    .map(m => m.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase())
    .filter(m => m !== '')
}
