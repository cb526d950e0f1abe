import { dateCivile, formatDateCivile, formatInstant, formatJour } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { finExclue } from '../../../lib/periodes.ts'
import type { Appel } from '../../cahier/index.ts'
import type { Remarque } from './sujets.table.ts'

type Vague = Appel['calendrier']['vagues'][number]
const JOUR_MS = 86_400_000
const DEUX_JUGEMENTS =
  'Les dossiers déposés gardent l’ancien texte, les brouillons suivent le nouveau\u00a0: deux porteurs ne seraient pas jugés de même.'

/** What a new version changes once people have begun to answer: the call opened under `avant`, at the latest at `instant`. Nothing before its opening. */
export function changementsRetroactifs(avant: Appel, apres: Appel, instant: Date): Remarque[] {
  if (Math.min(...avant.calendrier.vagues.map(v => v.ouverture.getTime())) > instant.getTime()) return []
  return [
    ...vagues(avant, apres, instant),
    ...groupe(avant.parametres, apres.parametres, 'parametres', 'Le paramètre', p => ({ ...p, libelle: undefined, clauses: undefined })),
    ...groupe(avant.calculs, apres.calculs, 'calculs', 'Le calcul', c => ({ formule: c.formule, arrondi: c.arrondi })),
    ...regles(avant, apres),
    ...declarations(avant, apres),
    ...criteres(avant, apres),
    ...instances(avant, apres),
    ...questions(avant, apres),
  ]
}

const change = (chemin: PropertyKey[], fait: string, consequence: string): Remarque => ({
  sujet: 'changement_retroactif',
  chemin,
  fait,
  consequence,
})
const memes = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function vagues(avant: Appel, apres: Appel, instant: Date): Remarque[] {
  const continu = apres.calendrier.continu !== undefined
  return avant.calendrier.vagues.flatMap((v): Remarque[] => {
    if (v.ouverture > instant) return []
    const i = apres.calendrier.vagues.findIndex(n => n.code === v.code)
    const nouvelle = apres.calendrier.vagues[i]
    if (!nouvelle)
      return [
        change(
          ['calendrier'],
          `«\u00a0${v.libelle}\u00a0», ouverte le ${formatJour(v.ouverture)}, n’est plus dans l’appel.`,
          'Qui a commencé un dossier ne pourrait plus le déposer.',
        ),
      ]
    const ici = (cle: string) => (continu ? ['calendrier', 'continu', cle === 'cloture' ? 'fin' : cle] : ['calendrier', 'vagues', i, cle])
    return [...ouverture(v, nouvelle, instant, ici), ...cloture(v, nouvelle, instant, ici), ...releve(v, nouvelle, instant, ici)]
  })
}
type Ici = (cle: string) => PropertyKey[]
const ouverture = (v: Vague, n: Vague, instant: Date, ici: Ici): Remarque[] =>
  n.ouverture > instant
    ? [
        change(
          ici('ouverture'),
          `L’ouverture, passée depuis le ${formatJour(v.ouverture)}, recule au ${formatInstant(n.ouverture)}.`,
          'Qui a commencé un dossier devrait attendre.',
        ),
      ]
    : []
function cloture(v: Vague, n: Vague, instant: Date, ici: Ici): Remarque[] {
  if (v.cloture?.getTime() === n.cloture?.getTime()) return []
  const [ancienne, nouvelle] = [v.cloture ? formatInstant(v.cloture) : 'sans fin', n.cloture ? formatInstant(n.cloture) : 'sans fin']
  if (finExclue(v) <= instant.getTime())
    return [
      change(
        ici('cloture'),
        `La clôture, passée, change\u00a0: ${ancienne}, puis ${nouvelle}.`,
        'Ceux qui n’avaient pas pu déposer à temps n’ont pas su que ce serait possible.',
      ),
    ]
  if (finExclue(n) > finExclue(v)) return []
  const perdus = v.cloture && n.cloture ? Math.ceil((v.cloture.getTime() - n.cloture.getTime()) / JOUR_MS) : 0
  return [
    change(
      ici('cloture'),
      `La clôture avance\u00a0: ${ancienne}, puis ${nouvelle}.`,
      finExclue(n) <= instant.getTime()
        ? 'Le dépôt serait clos aussitôt, et les brouillons ne pourraient plus être déposés.'
        : `Qui a commencé perd ${perdus > 0 ? pluriel(perdus, 'jour') : 'du temps'}\u00a0: une clôture avancée après l’ouverture peut être contestée.`,
    ),
  ]
}
const releve = (v: Vague, n: Vague, instant: Date, ici: Ici): Remarque[] =>
  v.releve !== n.releve && v.releve !== undefined && v.releve <= dateCivile(instant)
    ? [
        change(
          ici(n.releve === undefined ? 'code' : 'releve'),
          `Le relevé du ${formatDateCivile(v.releve)} est passé, et sa date change.`,
          'Les dossiers ont déjà été pris, ou auraient dû l’être.',
        ),
      ]
    : []

function groupe<T>(
  avant: Readonly<Record<string, T>>,
  apres: Readonly<Record<string, T>>,
  nom: string,
  quoi: string,
  vu: (t: T) => unknown,
) {
  return [...new Set([...Object.keys(avant), ...Object.keys(apres)])].flatMap((cle): Remarque[] => {
    const [a, b] = [avant[cle], apres[cle]]
    // a name that is new is seen by the rule that uses it
    if (a === undefined || (b !== undefined && memes(vu(a), vu(b)))) return []
    return [
      change(
        b === undefined ? [nom] : [nom, cle],
        `${quoi} «\u00a0${cle}\u00a0» ${b === undefined ? 'disparaît' : 'change'} après l’ouverture.`,
        DEUX_JUGEMENTS,
      ),
    ]
  })
}

function regles(avant: Appel, apres: Appel): Remarque[] {
  const vue = (r: Appel['regles'][number]) => ({
    si: r.applicable_si,
    usages: r.usages,
    controles: r.controles.map(c => [c.formule, c.sinon, c.bloquant]),
  })
  const retirees = avant.regles.filter(r => !apres.regles.some(n => n.id === r.id))
  return [
    ...retirees.map(r => change(['regles'], `La règle «\u00a0${r.titre}\u00a0» disparaît après l’ouverture.`, DEUX_JUGEMENTS)),
    ...apres.regles.flatMap((r, i): Remarque[] => {
      const ancienne = avant.regles.find(a => a.id === r.id)
      if (ancienne && memes(vue(ancienne), vue(r))) return []
      return [
        change(
          ['regles', i, 'id'],
          `La règle «\u00a0${r.titre}\u00a0» ${ancienne ? 'change' : 's’ajoute'} après l’ouverture.`,
          DEUX_JUGEMENTS,
        ),
      ]
    }),
  ]
}

function declarations(avant: Appel, apres: Appel): Remarque[] {
  const types = (a: Appel) => a.porteurs.types.map(t => [t.type, t.population_min, t.population_max])
  const natures = (a: Appel) => a.natures.map(n => [n.code, n.eligible, n.part_max])
  const lus: [PropertyKey[], string, (a: Appel) => unknown][] = [
    [['porteurs', 'types'], 'Qui peut déposer', a => [types(a), a.porteurs.membres_min]],
    [['natures'], 'Ce que l’aide paie', natures],
    [['aide'], 'Le calcul de l’aide', a => a.aide.calcul],
    [['avis'], 'Ce que les avis demandés valent', a => a.avis.map(v => [v.code, v.si, v.quand, v.delai_jours, v.silence, v.force])],
    [['plan'], 'Le plan de financement demandé', a => a.plan],
    [['plan'], 'Ce que chaque ligne du plan demande', a => a.lignes_du_plan],
    [['aide'], 'Le minimum ou le maximum de l’aide', a => [a.aide.montant_min, a.aide.montant_max, a.aide.cout_min, a.aide.equilibre]],
  ]
  return lus.flatMap(([chemin, quoi, vu]) =>
    memes(vu(avant), vu(apres)) ? [] : [change(chemin, `${quoi} change après l’ouverture.`, DEUX_JUGEMENTS)],
  )
}

function criteres(avant: Appel, apres: Appel): Remarque[] {
  const vus = ({ criteres: c }: Appel) => [c.ponderes, c.echelle.min, c.echelle.max, c.seuil, c.liste.map(k => [k.code, k.poids, k.si])]
  return memes(vus(avant), vus(apres))
    ? []
    : [
        change(
          ['criteres'],
          'Les critères du comité, leur échelle ou leur poids changent après l’ouverture.',
          'Les porteurs ont écrit leur projet en lisant les anciens.',
        ),
      ]
}

/** Who is consulted, on what, and with how many. */
const instances = (avant: Appel, apres: Appel): Remarque[] =>
  memes(avant.instances, apres.instances)
    ? []
    : [change(['instances'], 'Les instances changent après l’ouverture.', 'Les dossiers déposés gardent celles de leur version.')]

function questions(avant: Appel, apres: Appel): Remarque[] {
  const de = (a: Appel) => new Map(a.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => [q.id, q] as const))))
  const nouvelles = de(apres)
  return [...de(avant).values()].flatMap((q): Remarque[] => {
    const n = nouvelles.get(q.id)
    if (n?.type === q.type) return []
    return [
      change(
        ['formulaires'],
        `La question «\u00a0${q.libelle}\u00a0» ${n ? 'change de forme' : 'disparaît'} après l’ouverture.`,
        'Les réponses déjà données ne seraient plus lues.',
      ),
    ]
  })
}
