// `npm run promenade -- avant`: walks every page and file of every role at three moments of a demonstration of its own, and keeps what is read in
// `.promenade/avant/`. `npm run promenade -- --comparer avant apres` says what differs, and ends with 1 if anything does.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../src/paths.ts'
import { dossierTemporaire } from '../src/test/dossiers.ts'
import { lancer } from '../src/test/programme.ts'
import { allerAuMoment, entrer } from './demonstration.ts'
import { comparer } from './promenade/comparer.ts'
import { marcher, type Releve } from './promenade/marcher.ts'

const DOSSIER = '.promenade'
/** Nothing is invented at the first; the two others invent what comes before them. */
const MOMENTS = [
  { nom: 'depot', instant: '2021-09-13T10:00:00+02:00' },
  { nom: 'instruction', instant: '2021-10-05T09:40:00+02:00' },
  { nom: 'bilan', instant: '2022-01-18T09:00:00+01:00', suite: 'bilan' },
]
const DEPARTS = [paths.accueil, paths.donneesOuvertes.accueil, paths.robots]
const lireReleve = (nom: string, fichier: string) => JSON.parse(readFileSync(join(DOSSIER, nom, fichier), 'utf8')) as Releve

function dire(avant: string, apres: string): never {
  const fichiers = new Set([avant, apres].flatMap(n => readdirSync(join(DOSSIER, n))))
  let differences = 0
  for (const f of [...fichiers].sort()) {
    const lignes = comparer(lireReleve(avant, f), lireReleve(apres, f))
    differences += lignes.length
    for (const l of lignes) console.log(`${f.replace('.json', '')} ${l}`)
  }
  console.log(differences === 0 ? 'Les deux promenades sont pareilles.' : `${differences} différences.`)
  process.exit(differences === 0 ? 0 : 1)
}

const personas = async (url: string) =>
  [...(await (await fetch(url + paths.demo.accueil)).text()).matchAll(/name="persona" value="([^"]+)"/g)].map(m => m[1]!)

const [premier = '', ...suite] = process.argv.slice(2)
if (premier === '--comparer') dire(suite[0] ?? 'avant', suite[1] ?? 'apres')
const sortie = join(DOSSIER, premier || 'avant')
rmSync(sortie, { recursive: true, force: true })
mkdirSync(sortie, { recursive: true })
const donnees = dossierTemporaire()
const programme = await lancer({ GUICHET_DONNEES: donnees })
try {
  for (const m of MOMENTS) {
    await allerAuMoment(programme.url, m)
    for (const persona of ['', ...(await personas(programme.url))]) {
      const r = persona ? await entrer(programme.url, persona) : undefined
      const departs = r ? [r.arrivee, ...DEPARTS] : [...DEPARTS, paths.demo.courriels]
      const releve = await marcher(programme.url, r?.cookie ?? '', departs)
      writeFileSync(join(sortie, `${m.nom}-${persona || 'public'}.json`), JSON.stringify(releve, null, 1))
      console.log(`${m.nom}, ${persona || 'sans rôle'}\u00a0: ${Object.keys(releve).length} pages et fichiers`)
    }
  }
} finally {
  await programme.arreter()
  rmSync(donnees, { recursive: true, force: true })
}
