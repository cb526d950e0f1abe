import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { paths } from '../../paths.ts'
import { relu, teteDe } from '../cadre/index.ts'
import { instruitAuDepot, releveDuDepot } from '../calendrier/index.ts'
import { ComplementDemande, nommerPoints } from '../complements/index.ts'
import { peut, relation } from '../decret/index.ts'
import { type Attente, aTemps, attentesDe, cloturePour, type DelaisLegaux, delaisLegaux, echeances } from '../delais/index.ts'
import { adresseVerification } from '../documents/index.ts'
import { type Depot, type Dossier, depotDe, telQueDepose, verdictsDuDepot } from '../dossiers/index.ts'
import { decisionEnVigueur } from '../enveloppes/index.ts'
import { lireRegles } from '../examen/index.ts'
import { passagesDe } from '../instances/index.ts'
import { irrecevabiliteDe } from '../irrecevabilite/index.ts'
import { nonLus } from '../messages/index.ts'
import { lettreRecue, lettresAnterieures } from '../notifications/index.ts'
import { montantsEnBref, planDe, reglageDe } from '../plan/index.ts'
import { annonceDe } from '../preselections/index.ts'
import { attentesDuSuivi, decisionsNeuves } from '../suivi/index.ts'
import { titreDuTemps } from '../temps/index.ts'
import type { Resultat } from '../verdicts/index.ts'
import { DeposePage, type DeposeProps } from './depose.view.tsx'

/** The last filing with its verdicts and the dossier as it was filed, for whoever may read the dossier. */
const lireDepot = (c: Ctx, d: Dossier) =>
  enTransaction(c.var.ctx, async tx => {
    const { guichetId } = c.var.ctx
    const depot = await depotDe(tx, guichetId, d.id)
    if (!depot) throw new Error(`dossier ${d.id} is filed without a filing`)
    const notifiee = await lettreRecue(tx, c.var.ctx, d.id)
    return {
      depot,
      depose: await telQueDepose(tx, guichetId, d),
      verdicts: await verdictsDuDepot(tx, guichetId, depot.id, { partenaire: relation(c.var.ctx.acteur, d) !== 'porteur' }),
      nonLus: c.var.ctx.acteur ? await nonLus(tx, { guichetId, compteId: c.var.ctx.acteur.compteId, cote: 'projet' }, d.id) : 0,
      irrecevabilite: await irrecevabiliteDe(tx, guichetId, d.id),
      preselection: d.version.appel.phases ? await annonceDe(tx, guichetId, d.id) : undefined,
      notifiee,
      taches: notifiee ? await attentesDuSuivi(tx, c.var.ctx, d.id) : [],
      suite: notifiee ? ((await decisionsNeuves(tx, c.var.ctx, d.id))[0]?.suite ?? []) : [],
      anterieures: notifiee ? await lettresAnterieures(tx, c.var.ctx, notifiee) : [],
      decision: d.etat === 'renonce' ? await decisionEnVigueur(tx, guichetId, d.id) : undefined,
      attentes: await attentesDe(tx, guichetId, d.id),
      passages: await passagesDe(tx, guichetId, d.version.appel, d.id),
    }
  })

/** The page of a filed dossier, as it was filed: changes that were not filed in time are left out, and said. */
export async function pageDepose(c: Ctx, d: Dossier, { refus }: { refus?: string } = {}) {
  const lu = await lireDepot(c, d)
  const {
    depot,
    depose,
    verdicts,
    irrecevabilite,
    preselection,
    notifiee,
    anterieures,
    decision,
    nonLus,
    attentes,
    taches,
    suite,
    passages,
  } = lu
  return (
    <DeposePage
      site={c.var.site}
      tete={teteDe(c, depose)}
      {...suiteDe(depose, depot, attentes, c.var.ctx.instant)}
      {...modificationDe(c, d)}
      copiable={peut(relation(c.var.ctx.acteur, d), 'dupliquer', { dossier: d.etat })}
      retirable={peut(relation(c.var.ctx.acteur, d), 'retirer', { dossier: d.etat })}
      retireLe={d.etat === 'retire' ? d.modifieLe : undefined}
      irrecevabilite={irrecevabilite}
      preselection={d.etat === 'non_preselectionne' ? preselection : undefined}
      deuxTemps={depose.version.appel.phases && deuxTempsDe(depose)}
      notifiee={d.etat === 'retire' ? undefined : notifiee}
      taches={taches.map(t => t.lire())}
      suite={suite}
      passages={passages}
      anterieures={anterieures}
      renoncement={decision && { structure: d.structure.nom, le: decision.priseLe, motif: decision.motif }}
      renoncable={peut(relation(c.var.ctx.acteur, d), 'renoncer', { dossier: d.etat })}
      nonLus={nonLus}
      alInstant={c.req.query('depose') === '1' || c.req.query('complements') === '1'}
      complement={
        d.complement && (
          <ComplementDemande
            id={d.id}
            complement={d.complement}
            quoi={nommerPoints(d, d.complement.points, c.var.ctx.instant)}
            retard={c.var.ctx.instant > d.complement.echeance}
          />
        )
      }
      refus={refus}
      verdicts={verdicts.map(v => ({
        resultat: v.resultat as Resultat,
        titre: v.titre,
        phrase: v.explication,
        clauses: v.clauses.map(texte => ({ texte, href: paths.appels.clause(d.slug, texte) })),
      }))}
      relecture={relu(c, depose, lireRegles(depose, depot.recuLe, { depot }), false)}
    />
  )
}

/** A filing that is only tried, of a dossier that is in no table: what its porteur would see once it is received. */
export function pageDeposeAEssai(c: Ctx, d: Dossier, sha256: string) {
  const { instant } = c.var.ctx
  const l = lireRegles(d, instant)
  return (
    <DeposePage
      site={c.var.site}
      tete={teteDe(c, d)}
      {...suiteDe({ ...d, etat: 'depose', deposeLe: instant }, { recuLe: instant, sha256, version: 1 }, [], instant)}
      aEssai
      copiable={false}
      retirable={false}
      renoncable={false}
      deuxTemps={d.version.appel.phases && deuxTempsDe(d)}
      taches={[]}
      suite={[]}
      passages={[]}
      anterieures={[]}
      nonLus={0}
      alInstant
      verdicts={l.verdicts.map(v => ({
        resultat: v.resultat,
        titre: v.titre,
        phrase: v.explication,
        clauses: v.clauses.map(texte => ({ texte, href: paths.appels.clause(d.slug, texte) })),
      }))}
      relecture={relu(c, d, l, false)}
    />
  )
}

/** What each stage of the call had of this dossier. */
const deuxTempsDe = (d: Dossier): DeposeProps['deuxTemps'] => ({
  titre: titreDuTemps(d.version.appel, d.temps) ?? '',
  reponse: d.temps === 1 ? d.version.appel.phases?.intention.reponse : undefined,
  intention: d.intention?.recuLe,
})

function suiteDe(d: Dossier, depot: Pick<Depot, 'recuLe' | 'sha256' | 'version'>, attentes: readonly Attente[], instant: Date) {
  const { appel } = d.version
  const recuLe = d.deposeLe ?? depot.recuLe
  return {
    recuLe: depot.recuLe,
    sha256: depot.sha256,
    demande: montantsEnBref(planDe(appel, d.contenu), reglageDe(appel)).aide,
    version: depot.version,
    complete: recuLe < depot.recuLe,
    silence: echeances(appel, recuLe, attentes, instant).silence,
    suspension: suspensionDe(d, delaisLegaux(appel, recuLe, attentes, instant)),
    phraseSilence: appel.regime.decision.silence === 'rejet' ? 'votre demande est rejetée.' : 'votre demande est acceptée.',
    demarrage: appel.regime.demarrage,
    releve: d.etat === 'depose' ? releveDuDepot(appel, recuLe)?.dit : undefined,
    auDepot: d.etat === 'en_instruction' && instruitAuDepot(appel, recuLe),
    verification: adresseVerification('', d.numero, depot.sha256),
  }
}

/** What the requests for complements do to the delay, in a sentence; nothing when there was none. */
function suspensionDe({ complement, version }: Dossier, { suspendus, enSuspens }: DelaisLegaux): string | undefined {
  if (complement && !version.appel.regime.suspension) return 'La demande de compléments ne suspend pas ce délai.'
  if (enSuspens) return 'Ce délai est suspendu jusqu’à votre réponse aux compléments demandés\u00a0: il recule chaque jour.'
  return suspendus > 0
    ? `Ce délai compte ${suspendus}\u00a0jour${suspendus > 1 ? 's' : ''} de plus, pendant lesquels le service attendait vos compléments.`
    : undefined
}

/** Whether it may be opened again, or was and waits. */
function modificationDe(c: Ctx, d: Dossier): Pick<DeposeProps, 'rouvrable' | 'enSuspens'> {
  const { instant, acteur } = c.var.ctx
  const cloture = cloturePour(d, instant)
  if (d.etat === 'rouvert' && d.rouvertLe) return { enSuspens: { rouvertLe: d.rouvertLe, cloture: cloture! } }
  return peut(relation(acteur, d), 'rouvrir', { dossier: d.etat }) && aTemps(d, instant) ? { rouvrable: { cloture } } : {}
}
