import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { cadreDe } from '../cadre.ts'
import { formatPoints, pointsMax } from '../notation/notation.rules.ts'
import { exigeComite } from '../reponses.tsx'
import type { Seance } from '../seance.ts'
import type { Attributions } from './a-la-main.ts'
import { type CaseComparee, ComparaisonPage, type ComparaisonVue } from './comparaison.view.tsx'
import { attributionsDe } from './dupliquer.ts'
import { expliquerDossier, type Pourquoi } from './explication.ts'
import { ouvrirScenarios, scenariosLisibles } from './lire.ts'
import { calculsDe } from './probleme.queries.ts'
import { refuser } from './reponses.tsx'
import type { Scenario } from './scenario.queries.ts'
import { allocationDe, preuveDe } from './scenarios.donnees.ts'
import { formatRobustesse, lotsDe, robustesseDe, sortDe } from './scenarios.mots.ts'

/** Up to three scenarios side by side; without a choice, the first made. */
export const comparaisonRoutes = () => router().get(paths.comite.comparaisonScenarios, exigeComite, montrer)

async function montrer(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'lire_scenarios', param(c, 'id'))
    if (!lue.ok) return { refus: lue.error }
    const { s } = lue.value
    const lisibles = await scenariosLisibles(tx, ctx.guichetId, lue.value)
    const scenarios = lisibles.filter(allocationDe)
    const ids = scenarios.flatMap(x => x.probleme.dossiers.map(d => d.id))
    return { s, scenarios, calculs: await calculsDe(tx, ctx.guichetId, s.appel, ids) }
  })
  if (r.refus) return refuser(c, r.refus)
  const { s, scenarios, calculs } = r
  const demandes = c.req.queries('s') ?? []
  const choisis = demandes.length > 0 ? scenarios.filter(x => demandes.includes(x.id)) : scenarios.slice(0, COMPARES_MAX)
  const compares = choisis.slice(0, COMPARES_MAX)
  const id = c.req.query('pourquoi')
  const pourquoi = id ? { id, dits: await Promise.all(compares.map(x => expliquerDossier(x, id, c.req.raw.signal))) } : undefined
  const vue = {
    cadre: cadreDe(s),
    choix: scenarios.map(x => ({ id: x.id, nom: x.nom })),
    choisis: compares.map(x => x.id),
    trop: choisis.length > COMPARES_MAX,
    ...comparer(s, compares, calculs, pourquoi),
  }
  return c.html(<ComparaisonPage site={c.var.site} vue={vue} />)
}

/** What the agenda says of a dossier that it may no longer hold. */
function inscritDe(s: Seance, id: string) {
  const d = s.agenda.find(x => x.id === id)
  return { titre: d?.titre ?? '', declaree: d?.declaree ?? false }
}

const COMPARES_MAX = 3
const GROUPES = ['debat', 'partout', 'nulle_part'] as const

/** Up to three scenarios side by side: what each is worth, then each dossier, those on which they differ first. Pure. */
function comparer(
  s: Seance,
  scenarios: readonly Scenario[],
  calculs: ReadonlyMap<string, string>,
  pourquoi?: { id: string; dits: readonly (Pourquoi | undefined)[] },
): Pick<ComparaisonVue, 'sur' | 'lettres' | 'mesures' | 'pareils' | 'groupes' | 'pourquoi'> {
  const accordes = scenarios.map(attributionsDe)
  const allocations = scenarios.map(x => allocationDe(x)!)
  const dossiers = [...new Map(scenarios.flatMap(x => x.probleme.dossiers.map(d => [d.id, d] as const))).values()].sort(
    (a, b) => b.points - a.points,
  )
  const total = (n: number, garde: (d: (typeof dossiers)[number]) => boolean) =>
    dossiers.filter(garde).reduce((t, d) => t + (accordes[n]!.get(d.id)?.montant ?? 0), 0)
  const chaque = (f: (n: number) => string) => scenarios.map((_, n) => f(n))
  const lieux = s.appel.territoire.departements.filter(x => dossiers.some(d => d.departement === x.code))
  const volets = s.appel.volets.filter(v => dossiers.some(d => d.volet === v.code))
  return {
    sur: pointsMax(s.appel),
    lettres: scenarios.map((x, n) => ({
      id: x.id,
      lettre: String.fromCharCode(65 + n),
      nom: x.nom,
      preuve: preuveDe(x),
      enveloppe: x.probleme.contraintes.enveloppe,
      montants: allocations[n]!.attributions.map(a => a.montant),
    })),
    mesures: [
      {
        titre: 'Dossiers retenus',
        cellules: chaque(n => `${allocations[n]!.totaux.dossiers} sur ${scenarios[n]!.probleme.dossiers.length}`),
      },
      { titre: 'Accordé', cellules: chaque(n => formatEuros(allocations[n]!.totaux.accorde)) },
      { titre: 'Reste', cellules: chaque(n => formatEuros(allocations[n]!.totaux.reste)) },
      { titre: 'Points', cellules: chaque(n => formatPoints(allocations[n]!.totaux.points)) },
      ...(scenarios.some(x => x.probleme.dossiers.some(d => d.beneficiaires > 0))
        ? [{ titre: 'Bénéficiaires', cellules: chaque(n => formatNombre(allocations[n]!.totaux.beneficiaires)) }]
        : []),
      ...(scenarios.some(x => robustes(x) !== undefined)
        ? [{ titre: 'Robustes à 90\u00a0% et plus', cellules: chaque(n => robustes(scenarios[n]!) ?? '–') }]
        : []),
      ...lieux.map(l => ({ titre: l.nom, cellules: chaque(n => formatEuros(total(n, d => d.departement === l.code))) })),
      ...volets.map(v => ({ titre: `Volet\u00a0${v.numero}`, cellules: chaque(n => formatEuros(total(n, d => d.volet === v.code))) })),
    ],
    pareils: scenarios.length > 1 && new Set(accordes.map(partage)).size === 1,
    groupes: GROUPES.map(genre => ({
      genre,
      dossiers: dossiers
        .filter(d => {
          const dans = accordes.filter(m => m.has(d.id)).length
          return genre === (dans === 0 ? 'nulle_part' : dans === accordes.length ? 'partout' : 'debat')
        })
        .map(d => ({
          id: d.id,
          porteur: d.libelle,
          ...inscritDe(s, d.id),
          note: formatPoints(d.points),
          demande: d.demande,
          calcul: calculs.get(d.id),
          cases: scenarios.map((x, n) => caseDe(x, accordes[n]!, d)),
          courant: pourquoi?.id === d.id,
        })),
    })).filter(g => g.dossiers.length > 0),
    pourquoi: pourquoi && explique(scenarios, pourquoi),
  }
}

function explique(
  scenarios: readonly Scenario[],
  { id, dits }: { id: string; dits: readonly (Pourquoi | undefined)[] },
): ComparaisonVue['pourquoi'] {
  const trouve = scenarios.flatMap(x => x.probleme.dossiers.filter(d => d.id === id))[0]
  if (!trouve) return undefined
  const lettres = scenarios.map((x, n) => ({
    lettre: String.fromCharCode(65 + n),
    nom: x.nom,
    sort: sortDe(trouve, attributionsDe(x).get(id)?.montant ?? 0),
    raisons: dits[n]?.raisons ?? ['Ce dossier n’est pas dans ce scénario.'],
    leviers: dits[n]?.leviers ?? [],
  }))
  return { porteur: trouve.libelle, lettres }
}

/** Who gets what, as a text to compare. */
const partage = (accordes: Attributions) =>
  [...accordes]
    .map(([id, a]) => [id, a.montant, ...a.lots.map(l => l.id)].join(' '))
    .sort()
    .join('\n')

/** How many dossiers stay in nine draws out of ten. */
function robustes(x: Scenario): string | undefined {
  const retenus = [...attributionsDe(x).keys()].map(id => robustesseDe(x, id))
  if (retenus.length === 0 || retenus.some(r => r === undefined)) return undefined
  return `${retenus.filter(r => r! >= 0.9).length} sur ${retenus.length}`
}

function caseDe(x: Scenario, accordes: Attributions, d: Scenario['probleme']['dossiers'][number]): CaseComparee {
  const a = accordes.get(d.id)
  const robuste = a && robustesseDe(x, d.id)
  return {
    montant: a?.montant ?? 0,
    sort: sortDe(d, a?.montant ?? 0),
    lots: lotsDe(d, a).map(l => l.libelle),
    robustesse: robuste === undefined ? undefined : formatRobustesse(robuste),
  }
}
