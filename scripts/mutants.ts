// `npm run test:mutants`: small faults drawn over the files of money, deadlines, rights, secrecy, journal and open data, each put in memory while the
// tests that run it are played; what no test notices is listed. Goes on where it was stopped. `--graine 2026 --nombre 420 --ouvriers 2`; `--minutes 20`
// stops after that long; `--bilan` only prints what is known; `--couverture` only learns what each test runs; `--partiel` plays what is learnt already;
// `--proches` learns nothing and plays the nearest test files only (`--au-plus 8`): what survives them is played again once the rest is learnt; `--purs` plays the
// tests without a database only, and keeps what they kill; `--survivants` plays again those that were not killed; `--types` asks the compiler about them;
// `--parmi suivi/versements` keeps to those whose name has it.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bilan, type Resultat } from './mutants/bilan.ts'
import { DOSSIER, lireCouverture, NOTES, notes } from './mutants/couverture.ts'
import { ouvrirOuvrier } from './mutants/ouvrier.ts'
import { proches, pur, vite } from './mutants/proches.ts'
import { type Tire, tirer } from './mutants/tirage.ts'
import { ouvrirTypes } from './mutants/types.ts'

const option = (nom: string, sinon: number) => (process.argv.includes(nom) ? Number(process.argv[process.argv.indexOf(nom) + 1]) : sinon)
const GRAINE = option('--graine', 2026)
const NOMBRE = option('--nombre', 420)
const OUVRIERS = option('--ouvriers', 2)
const FIN = Date.now() + option('--minutes', 600) * 60_000
/** Test files played at most against one fault, the nearest first: one that outlives them is said to survive. */
const TESTS_AU_PLUS = 30
const PROCHES_AU_PLUS = option('--au-plus', 8)
const LIMITE_MS = 600_000
const LOT = 20
const PARTIEL = process.argv.includes('--partiel')
const PURS = process.argv.includes('--purs')
const PROCHES = PURS || process.argv.includes('--proches')
const FICHIER = join(DOSSIER, 'resultats.json')

async function apprendre() {
  const connus = new Set(notes().map(n => n.fichier))
  const tests = globSync('src/**/*.test.{ts,tsx}')
    .filter(t => !connus.has(t))
    .sort()
  const ouvrier = ouvrirOuvrier({ MUTANTS_COUVERTURE: resolve(NOTES) })
  while (tests.length && Date.now() < FIN) {
    const lot = tests.splice(0, LOT)
    const r = await ouvrier.demander({ tests: lot }, 1_200_000)
    console.log(
      `${connus.size + lot.length} fichiers de tests lus, ${tests.length} à lire`,
      typeof r === 'string' ? r : `${r.duree} ms ${r.par} ${r.erreur}`,
    )
    for (const t of lot) connus.add(t)
  }
  ouvrier.fermer()
  return tests.length === 0
}

async function campagne(tires: readonly Tire[], connus: Map<string, Resultat>) {
  const couverture = lireCouverture()
  const aJouer = tires.filter(t => !connus.has(t.cle)).sort((a, b) => Number(vite(b.fichier)) - Number(vite(a.fichier)))
  // with a part of the tests only, what none of them runs waits for the others
  const file = PURS
    ? aJouer.filter(t => proches(t.fichier).some(pur))
    : PARTIEL
      ? aJouer.filter(t => couverture.de(t.fichier, t.mutant.de).length)
      : aJouer
  const juger = async (ouvrier: ReturnType<typeof ouvrirOuvrier>, t: Tire): Promise<Resultat> => {
    const { mutant, ...qui } = t
    const pres = () =>
      proches(t.fichier)
        .filter(x => !PURS || pur(x))
        .slice(0, PROCHES_AU_PLUS)
    const tests = PROCHES ? pres() : couverture.de(t.fichier, mutant.de)
    const suite = { ...qui, de: mutant.de, a: mutant.a, avant: readFileSync(t.fichier, 'utf8').slice(mutant.de, mutant.a), par: mutant.par }
    if (!tests.length) return { ...suite, sort: 'survit', tests: 0, dit: 'aucun test ne passe par là' }
    const r = await ouvrier.demander({ tests: tests.slice(0, TESTS_AU_PLUS), fichier: t.fichier, mutant }, LIMITE_MS)
    if (r === 'délai') return { ...suite, sort: 'hors délai', tests: tests.length, dit: '' }
    if (r === 'arrêt') return { ...suite, sort: 'sans verdict', tests: tests.length, dit: 'l’exécution s’arrête' }
    // a test that was only too long says nothing of the fault
    if (/timed out/.test(r.erreur)) return { ...suite, sort: 'hors délai', tests: tests.length, dit: r.par }
    if (r.passes) return { ...suite, sort: 'survit', tests: tests.length, dit: '', ...(PROCHES && { proches: true }) }
    return { ...suite, sort: r.seul ? 'tué' : 'sans verdict', tests: tests.length, dit: `${r.par}: ${r.erreur}` }
  }
  const travailler = async () => {
    const ouvrier = ouvrirOuvrier(PURS ? { MUTANTS_SANS_BASE: 'oui' } : {})
    for (let t = file.shift(); t && Date.now() < FIN; t = file.shift()) {
      const debut = performance.now()
      let r = await juger(ouvrier, t)
      if (r.sort === 'sans verdict') r = await juger(ouvrier, t)
      // another test, not yet learnt, may notice it
      if ((!PARTIEL && !PURS) || r.sort === 'tué') connus.set(t.cle, r)
      garder(connus)
      console.log(
        `${r.sort.padEnd(10)} ${((performance.now() - debut) / 1000).toFixed(1).padStart(6)} s  ${t.cle}  (${file.length} à jouer)`,
      )
    }
    ouvrier.fermer()
  }
  await Promise.all(Array.from({ length: OUVRIERS }, travailler))
}

/** Whole or not at all, wherever it is stopped. */
function garder(connus: Map<string, Resultat>) {
  writeFileSync(`${FICHIER}.neuf`, JSON.stringify([...connus.values()], null, 1))
  renameSync(`${FICHIER}.neuf`, FICHIER)
}

/** `npm test` compiles: what no test notices may be refused there. */
function demanderAuxTypes(tires: readonly Tire[], connus: Map<string, Resultat>) {
  const types = ouvrirTypes()
  for (const t of tires) {
    const r = connus.get(t.cle)
    if (!r || r.sort === 'tué' || Date.now() > FIN) continue
    const erreur = types.refuser(t.fichier, t.mutant)
    console.log(`${erreur ? 'refusé' : 'admis'}  ${t.cle}`)
    if (erreur) connus.set(t.cle, { ...r, sort: 'tué', types: true, dit: erreur.slice(0, 200) })
    garder(connus)
  }
  types.fermer()
}

const { tires, possibles } = tirer(GRAINE, NOMBRE)
/** What was found of a source that has changed since is found again. */
const connus = new Map(
  (existsSync(FICHIER) ? (JSON.parse(readFileSync(FICHIER, 'utf8')) as Resultat[]) : [])
    .filter(r => existsSync(r.fichier) && createHash('sha256').update(readFileSync(r.fichier)).digest('hex').startsWith(r.source))
    .map(r => [r.cle, r]),
)
const seulement = (quoi: string) => process.argv.includes(quoi)
const parmi = process.argv.includes('--parmi') ? process.argv[process.argv.indexOf('--parmi') + 1]! : ''
const voulus = tires.filter(t => new RegExp(parmi).test(t.cle))
if (seulement('--survivants')) for (const t of voulus) if (connus.get(t.cle)?.sort !== 'tué') connus.delete(t.cle)
if (seulement('--types')) demanderAuxTypes(voulus, connus)
const dire = seulement('--bilan') || seulement('--types')
const complet = !dire && !PROCHES && !PARTIEL && (await apprendre())
// what survived the nearest only is played before the others
if (complet) for (const r of connus.values()) if (r.proches) connus.delete(r.cle)
if (!dire && (PARTIEL || PROCHES || complet) && !seulement('--couverture')) await campagne(voulus, connus)
const faits = tires.flatMap(t => connus.get(t.cle) ?? [])
const texte = bilan(faits, { tires, possibles, graine: GRAINE })
writeFileSync(join(DOSSIER, 'bilan.md'), texte)
console.log(texte)
