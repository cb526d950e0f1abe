// One Vitest kept warm, with its PostgreSQL, in a process of its own: it runs the test files that it is told, in their order, with one fault put in
// one file as that file is read. Nothing is ever written over a source.
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { createVitest, type TestSpecification } from 'vitest/node'
import { ouvrirGardien } from './gardien.ts'
import { appliquer, fonctionsDe, type Mutant } from './operateurs.ts'

export type Demande = { tests: string[]; fichier?: string; mutant?: Mutant }
/** `par`: the first test that did not pass, if any, and what it says; `seul`: that it passes without the fault, played again just after. */
export type Reponse = { passes: boolean; par: string; erreur: string; seul?: boolean; duree: number }
/** What a fault leaves in a process that lives on is not left to many. */
const FAUTES_PAR_PROCESSUS = 25

const racine = process.cwd()
let active: Demande | undefined
const ENTREES = '__fonctionsEntrees'

/** Each function says that it was entered. */
function compter(fichier: string, texte: string): string {
  const ajouts: { ou: number; quoi: string }[] = []
  for (const [i, { de, a, bloc }] of fonctionsDe(fichier, texte).entries()) {
    const dire = `globalThis.${ENTREES}?.add(${JSON.stringify(`${fichier}#${i}`)})`
    if (bloc) ajouts.push({ ou: de + 1, quoi: `;${dire};` })
    else ajouts.push({ ou: de, quoi: `(${dire}, ` }, { ou: a, quoi: ')' })
  }
  // from the end, so that what precedes keeps its place; at one place, what closes comes before what opens
  for (const { ou, quoi } of ajouts.toSorted((x, y) => y.ou - x.ou)) texte = texte.slice(0, ou) + quoi + texte.slice(ou)
  return texte
}

const NOTES = process.env.MUTANTS_COUVERTURE
/** In the order asked. */
class Demandes {
  async sort(fichiers: TestSpecification[]) {
    const rang = (f: TestSpecification) => active?.tests.indexOf(relative(racine, f.moduleId)) ?? 0
    return fichiers.toSorted((a, b) => rang(a) - rang(b))
  }
  async shard(fichiers: TestSpecification[]) {
    return fichiers
  }
}
const gardien = ouvrirGardien()
const vitest = await createVitest(
  'test',
  {
    root: racine,
    config: 'scripts/mutants/vitest.config.ts',
    watch: false,
    // what is transformed here may never be read by another run
    fsModuleCache: false,
    bail: NOTES ? 0 : 1,
    reporters: [{}],
    pool: gardien.pool,
    setupFiles: NOTES ? ['scripts/mutants/noter-entrees.ts'] : ['scripts/mutants/relire.ts'],
    sequence: { sequencer: Demandes },
  } as never,
  {
    logLevel: 'error',
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        transform(code, id) {
          const fichier = relative(racine, id.split('?')[0]!)
          if (NOTES && /^src\/(?!test\/).*(?<!\.test)\.tsx?$/.test(fichier)) return compter(fichier, code)
          return active?.mutant && active.fichier === fichier ? appliquer(readFileSync(fichier, 'utf8'), active.mutant) : undefined
        },
      },
    ],
  },
)
const specs = new Map((await vitest.globTestSpecifications()).map(s => [relative(racine, s.moduleId), s]))

let rang = 0
async function jouer(d: Demande): Promise<Reponse> {
  const debut = performance.now()
  active = d
  if (d.fichier) vitest.invalidateFile(resolve(d.fichier))
  const texte = d.fichier && d.mutant ? appliquer(readFileSync(d.fichier, 'utf8'), d.mutant) : ''
  vitest.provide('faute', { rang: ++rang, fichier: d.fichier ? resolve(d.fichier) : '', texte })
  const r = await vitest.runTestSpecifications(d.tests.flatMap(t => specs.get(t) ?? []))
  if (d.fichier) vitest.invalidateFile(resolve(d.fichier))
  active = undefined
  // the state of files of the demands before is still there
  const rates = r.testModules.filter(m => m.state() === 'failed').map(m => [relative(racine, m.moduleId), m] as const)
  const rate = d.tests.flatMap(t => rates.find(([f]) => f === t)?.[1] ?? [])[0]
  const test = rate && [...rate.children.allTests('failed')][0]
  const erreur = test?.result().errors?.[0] ?? rate?.errors()[0] ?? r.unhandledErrors[0]
  return {
    passes: !erreur && !rate,
    par: rate ? `${relative(racine, rate.moduleId)}${test ? ` > ${test.name}` : ''}` : '',
    erreur: String((erreur as Error | undefined)?.message ?? '').slice(0, 200),
    duree: Math.round(performance.now() - debut),
  }
}

/** A fault is noticed when the test that fails with it passes without it, in the same process, just after: no lack of ours counts. */
async function executer(d: Demande): Promise<Reponse> {
  if (rang && rang % FAUTES_PAR_PROCESSUS === 0) await gardien.recommencer()
  const r = await jouer(d)
  if (!d.mutant || r.passes) return r
  const tests = r.par ? [r.par.split(' > ')[0]!] : d.tests
  const seul = (await jouer({ tests })).passes
  if (!seul) await gardien.recommencer()
  return { ...r, seul }
}

process.on('message', async (d: Demande) => process.send!(await executer(d)))
process.on('disconnect', () => process.exit(1))
process.send!('prêt')
