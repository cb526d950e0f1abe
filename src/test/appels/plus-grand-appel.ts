import { parse, stringify } from 'yaml'

const LISTE = 60
const DEGRES = 101
export const ETAPES = 30
const OPTIONS = 200

type Element = Record<string, unknown>
type Appel = {
  criteres: { echelle: Element; liste: Element[] }
  priorites: Element[]
  formulaires: { code: string; etapes: { code: string; questions: Element[] }[] }[]
}
const completer = <T>(l: T[], max: number, un: (i: number) => T) => [...l, ...Array.from({ length: max - l.length }, (_, i) => un(i))]

/**
 * The call of 2021 grown until the reader of calls takes no more: 60 criteria of 101 degrees, 60 priorities, a form of 21 steps, most of 60 questions, three of them of
 * 200 options. `appels/bornes.test.ts` holds the bounds; the signs of the whole text are the next one.
 */
export function agrandir(source: string, ETAPES = 21): string {
  const appel = parse(source) as Appel
  const degres = Array.from({ length: DEGRES }, (_, note) => ({ note, libelle: `Degré ${note}` }))
  appel.criteres.echelle = { min: 0, max: DEGRES - 1, libelles: degres }
  appel.criteres.liste = completer(
    appel.criteres.liste.map(({ echelons: _, ...c }) => c),
    LISTE,
    i => ({ code: `critere_${i}`, libelle: `Le critère ${i} est tenu.`, clause: 'C5.5' }),
  )
  appel.priorites = completer(appel.priorites, LISTE, i => ({ libelle: `Priorité ${i}`, clauses: ['C5.5'] }))
  const [formulaire] = appel.formulaires
  const libre = (id: string) => ({ id, type: 'texte_long', libelle: `Question ${id}`, obligatoire: 'non' })
  const choix = (id: string) => ({
    ...libre(id),
    type: 'choix_multiple',
    options: Array.from({ length: OPTIONS }, (_, i) => ({ code: `o${i}`, libelle: `Choix ${i}` })),
  })
  const projet = formulaire!.etapes.find(e => e.code === 'projet')!
  projet.questions = completer([...projet.questions, choix('a1'), choix('a2'), choix('a3')], LISTE, i => libre(`projet_${i}`))
  const fin = formulaire!.etapes.splice(-2)
  formulaire!.etapes = [
    ...completer(formulaire!.etapes, ETAPES - fin.length, n => ({
      code: `etape_${n}`,
      titre: `Étape ${n}`,
      questions: Array.from({ length: LISTE }, (_, i) => libre(`e${n}_${i}`)),
    })),
    ...fin,
  ]
  return stringify(appel, { aliasDuplicateObjects: true, lineWidth: 0 })
}
