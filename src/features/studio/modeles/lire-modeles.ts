import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { uneFois } from '../../../lib/une-fois.ts'
import { lireYaml } from '../../../lib/yaml.ts'
import { CODES_MODELES, type CodeModele, MODELES, type ModeleDAppel } from './modeles.table.ts'

/** Beside the calls that the product comes with, as they are: from the folder where it is started. */
const DOSSIER = 'modeles'

export const texteDuModele = (code: CodeModele) => readFileSync(join(DOSSIER, MODELES[code].fichier), 'utf8')

/** `questions`: of each temps, where there are two. */
export type ModeleOffert = ModeleDAppel & { code: CodeModele; questions: readonly number[]; regles: number; essais: number }

type Brut = {
  formulaires?: { etapes: { questions?: unknown[] }[] }[]
  regles?: unknown[]
  essais?: unknown[]
  phases?: { dossier_complet: Brut }
}
const questionsDe = (b: Brut) => (b.formulaires ?? []).flatMap(f => f.etapes.flatMap(e => e.questions ?? [])).length

const bruts = new Map<CodeModele, unknown>()
/** What a model says, as data. Read once. */
export function brutDuModele(code: CodeModele): unknown {
  if (!bruts.has(code)) {
    const lu = lireYaml(texteDuModele(code))
    bruts.set(code, lu.ok ? lu.value.brut : undefined)
  }
  return bruts.get(code)
}

/** The models with what each brings, counted in its file. Read once. */
export const modelesOfferts = uneFois((): readonly ModeleOffert[] =>
  CODES_MODELES.map(code => {
    const lu = lireYaml(texteDuModele(code))
    if (!lu.ok) throw new Error(`modeles/${MODELES[code].fichier} cannot be read`)
    const temps = [lu.value.brut as Brut, (lu.value.brut as Brut).phases?.dossier_complet].filter(b => b !== undefined)
    return {
      ...MODELES[code],
      code,
      questions: temps.map(questionsDe),
      regles: temps.reduce((n, b) => n + (b.regles?.length ?? 0), 0),
      essais: temps[0]!.essais?.length ?? 0,
    }
  }),
)
