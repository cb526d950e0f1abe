import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { saisieEuros } from '../../../lib/euros.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { cadreDe } from '../cadre.ts'
import { formatPoints, pointsMax } from '../notation/notation.rules.ts'
import { exigeComite } from '../reponses.tsx'
import type { Seance } from '../seance.ts'
import { champMontant } from './a-la-main.ts'
import { changerMontants } from './changer.ts'
import { attributionsDe, dupliquerScenario } from './dupliquer.ts'
import { ouvrirScenario } from './lire.ts'
import { type ChampMontant, MontantsPage, type MontantsVue } from './montants.view.tsx'
import { refuser } from './reponses.tsx'
import { autreUnite } from './saisie-montant.ts'
import type { Scenario } from './scenario.queries.ts'

type Dossier = Scenario['probleme']['dossiers'][number]

/** Scenarios made by hand: copied from another one, then changed. */
export const aLaMainRoutes = () =>
  router()
    .post(paths.comite.duplicationScenario, exigeComite, dupliquer)
    .get(paths.comite.montantsScenario, exigeComite, montants)
    .post(paths.comite.montantsScenario, exigeComite, changer)

const ou = (c: Ctx<'id' | 'scenario'>) => ({ seanceId: param(c, 'id'), scenarioId: param(c, 'scenario') })

async function dupliquer(c: Ctx<'id' | 'scenario'>) {
  const { seanceId, scenarioId } = ou(c)
  const r = await dupliquerScenario(ctxActeur(c), { seanceId, scenarioId })
  if (r.ok) return c.redirect(paths.comite.montantsScenario(seanceId, r.value), 303)
  return refuser(c, r.error)
}

type Retour = { nom: string; montants: Readonly<Record<string, string>>; errors: FieldErrors; avis?: string; statut: 409 | 422 }
async function montants(c: Ctx<'id' | 'scenario'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, tx => ouvrirScenario(tx, ctx, 'simuler', ou(c)))
  if (!r.ok) return refuser(c, r.error)
  const { s, scenario } = r.value
  if (scenario.origine !== 'main') return c.redirect(paths.comite.scenario(s.id, scenario.id), 303)
  const vue = montantsVue(s, scenario, retour)
  return c.html(<MontantsPage site={c.var.site} vue={vue} errors={retour?.errors ?? {}} avis={retour?.avis} />, retour?.statut ?? 200)
}

function montantsVue(s: Seance, x: Scenario, retour?: Retour): MontantsVue {
  const accordes = attributionsDe(x)
  const saisie = (n: number | undefined) => (n === undefined ? '' : saisieEuros(n))
  const champ = (d: Dossier, lot?: Dossier['lots'][number]): ChampMontant => {
    const nom = champMontant(d.id, lot?.id)
    const a = accordes.get(d.id)
    const { montant: demande, libelle } = lot ?? { montant: d.demande, libelle: '' }
    const valeur = retour ? (retour.montants[nom] ?? '') : saisie(lot ? a?.lots.find(l => l.id === lot.id)?.montant : a?.montant)
    return { champ: nom, libelle, demande, saisie: valeur, taux: autreUnite(valeur, demande) }
  }
  return {
    cadre: cadreDe(s),
    id: x.id,
    nom: retour?.nom ?? x.nom,
    revision: x.revision,
    enveloppe: x.probleme.contraintes.enveloppe,
    accorde: [...accordes.values()].reduce((t, a) => t + a.montant, 0),
    dossiers: x.probleme.dossiers
      .toSorted((a, b) => b.points - a.points)
      .map(d => ({
        porteur: d.libelle,
        titre: s.agenda.find(y => y.id === d.id)?.titre ?? '',
        declaree: s.agenda.find(y => y.id === d.id)?.declaree ?? false,
        note: `${formatPoints(d.points)} sur ${pointsMax(s.appel)}`,
        demande: d.demande,
        plancher: d.plancher,
        lots: d.lots.length > 0,
        champs: d.lots.length > 0 ? d.lots.map(l => champ(d, l)) : [champ(d)],
      })),
  }
}

const CHAMP = champMontant('')
async function changer(c: Ctx<'id' | 'scenario'>) {
  const corps = await c.req.parseBody()
  const saisie = {
    nom: texteSaisi(corps.nom),
    montants: Object.fromEntries(Object.entries(corps).flatMap(([k, v]) => (k.startsWith(CHAMP) ? [[k, texteSaisi(v)]] : []))),
  }
  const r = await changerMontants(ctxActeur(c), { ...ou(c), ...saisie, revision: texteSaisi(corps.revision) })
  if (r.ok) return c.redirect(`${paths.comite.scenario(param(c, 'id'), param(c, 'scenario'))}?fait=change`, 303)
  switch (r.error.motif) {
    case 'saisie':
      return montants(c, { ...saisie, errors: r.error.errors, statut: 422 })
    case 'revision':
      return montants(c, {
        ...saisie,
        errors: {},
        avis: 'Ce scénario a changé pendant votre saisie. Relisez vos montants, puis enregistrez-les à nouveau s’ils doivent remplacer les autres.',
        statut: 409,
      })
    default:
      return refuser(c, r.error)
  }
}
