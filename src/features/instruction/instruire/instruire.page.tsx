import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../../http.ts'
import { formatJour, formatJourCourt } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import { ciblesDe, type Demande, demandesDe, echeanceProposee, etatVu } from '../../complements/index.ts'
import { constatRecevable, type RegleInstruite, reglesInstruites } from '../../constats/index.ts'
import { noterConsultation } from '../../consultations/index.ts'
import { peut } from '../../decret/index.ts'
import { dansLePerimetre, type Instruit, trouverInstruit } from '../../service/index.ts'
import { type CadreLu, lireCadre } from '../lire-cadre.ts'
import { type DossierLu, lireDossierInstruit } from '../lire-dossier.ts'
import { touchesActives } from '../touches/touches.queries.ts'
import type { DemandeVue } from './demande.view.tsx'
import { InstruirePage, type InstruireVue } from './instruire.view.tsx'
import { phrasesGardees } from './phrases.queries.ts'
import { deLaRegle, type Gardee, phrasesDe } from './phrases.rules.ts'
import { preparerDemande } from './preparer-demande.ts'
import { preuvesDe } from './preuves.ts'
import { type Rangees, ranger, suivante } from './ranger.ts'
import type { Jugement } from './verdict.view.tsx'

/** What comes back with a form that was refused, or that only filled in a sentence. */
export type Retour = { jugement: Jugement; statut: 200 | 409 | 422 }

const FAITS: Record<string, string> = { juge: 'Votre verdict est enregistré.' }
const PRECEDENT: Record<string, string> = {
  demande: 'La demande est partie. Le porteur et ses partenaires ont reçu un courriel.',
  juge: 'Votre verdict est enregistré.',
}

/** One dossier to instruct: `?regle=` designates a rule, by its code or by its clause; without it, the first that waits. */
export async function pageInstruire(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const [lueDuCadre, dossier, regles, demandes, gardees] = await Promise.all([
      lireCadre(tx, ctx, lu),
      lireDossierInstruit(tx, ctx.guichetId, lu.ligne.dossier_id),
      reglesInstruites(tx, ctx.guichetId, lu.ligne),
      demandesDe(tx, ctx.guichetId, lu.ligne.dossier_id),
      phrasesGardees(tx, ctx.guichetId, lu.ligne.appel_id),
    ])
    const rangees = ranger(regles, lu.ligne.version)
    const cadre = cadreDe(lueDuCadre, rangees)
    const demandee = retour?.jugement.regle ?? c.req.query('regle')
    const regle = designee(regles, demandee) ?? rangees.aJuger[0]
    const adresse = new URL(c.req.url)
    const vue: InstruireVue = {
      slug: cadre.appel.slug,
      version: cadre.version,
      lecteur: ctx.acteur.compteId,
      rangees,
      constat: constatRecevable(regles, cadre.recevabilite),
      relu: dossier.vue.relu,
      courante: regle && courante({ lu, dossier, rangees, regles, regle, gardees, demandes }, retour?.jugement),
      demande: peut(lu.place, 'demander_complement', { dossier: lu.ligne.etat })
        ? demandePreparee(ctx, { cadre, dossier, rangees, gardees, demandes })
        : undefined,
      touches: await touchesActives(tx, lecteurDe(ctx)),
      ici: c.req.method === 'GET' ? adresse.pathname + adresse.search : paths.instruction.instruire(cadre.id),
    }
    const precedent = retour ? undefined : await precedentDe(tx, ctx, c)
    return (
      <InstruirePage
        site={c.var.site}
        cadre={cadre}
        vue={vue}
        precedent={precedent}
        fait={retour || precedent ? undefined : faitDe(c, FAITS)}
      />
    )
  })
  if (!page) return c.notFound()
  await noterConsultation(ctx, param(c, 'id'))
  return c.html(page, retour?.statut ?? 200)
}

/** Here what is to be judged is told from what is to be asked. */
function cadreDe(lu: CadreLu, { aJuger, aDemander }: Rangees): CadreLu {
  const comptes = { ...lu.comptes, juger: aJuger.length > 0 ? String(aJuger.length) : undefined }
  const aFaire =
    lu.suite !== 'verifier' || aJuger.length > 0 || aDemander.length === 0
      ? lu.aFaire
      : { quoi: `demander ${pluriel(aDemander.length, 'complément')}`, pour: lu.aFaire.pour }
  return { ...lu, comptes, aFaire }
}

const lecteurDe = ({ guichetId, acteur }: ContexteActeur) => ({ guichetId, compteId: acteur.compteId })

const designee = (regles: readonly RegleInstruite[], dite: string | undefined) =>
  dite === undefined ? undefined : (regles.find(r => r.regle === dite) ?? regles.find(r => r.clauses.includes(dite)))

type Lu = {
  lu: Instruit
  dossier: DossierLu
  rangees: Rangees
  regles: readonly RegleInstruite[]
  regle: RegleInstruite
  gardees: readonly Gardee[]
  demandes: readonly Demande[]
}
function courante(
  { lu, dossier, rangees, regles, regle, gardees, demandes }: Lu,
  jugement: Jugement | undefined,
): InstruireVue['courante'] {
  const { aJuger } = rangees
  const rang = aJuger.indexOf(regle)
  const apres = suivante(aJuger, regles, regle.regle)
  const v = dossier.lecture.verdicts.find(x => x.regle === regle.regle)
  return {
    regle,
    preuves: preuvesDe(dossier, regle),
    phrases: phrasesDe(regle, deLaRegle(gardees, regle.regle), v?.explication),
    juge: peut(lu.place, 'juger', { dossier: lu.ligne.etat }),
    jugement: jugement?.regle === regle.regle ? jugement : undefined,
    rang: rang >= 0 ? `${rang + 1} sur ${aJuger.length}` : undefined,
    ensuite: apres
      ? `«\u00a0${apres.titre}\u00a0»${apres.clauses[0] ? ` (${apres.clauses[0]})` : ''}`
      : attendue(demandes)
        ? 'le dossier suivant'
        : 'la demande de compléments, s’il en faut une, puis le dossier suivant',
  }
}

/** A request of which the answer is awaited. */
export const attendue = (demandes: readonly Demande[]) => demandes.find(k => !k.reponduLe && !k.annuleLe)

type ADemander = { cadre: CadreLu; dossier: DossierLu; rangees: Rangees; gardees: readonly Gardee[]; demandes: readonly Demande[] }
function demandePreparee(ctx: ContexteActeur, { cadre, dossier: { lecture }, rangees, gardees, demandes }: ADemander): DemandeVue {
  const cibles = ciblesDe(lecture)
  const proposee = echeanceProposee(lecture.appel, ctx.instant)
  return {
    points: preparerDemande(rangees, { verdicts: lecture.verdicts, cibles, gardees }),
    cibles,
    vu: etatVu(demandes),
    echeance: proposee ? formatJourCourt(proposee) : '',
    jours: cadre.appel.regime.complements?.delai_jours,
    enCours: enCours(demandes),
  }
}

function enCours(demandes: readonly Demande[]): DemandeVue['enCours'] {
  const attente = attendue(demandes)
  if (attente)
    return {
      phrase: `La demande n°\u00a0${attente.numero}, de ${pluriel(attente.points.length, 'point')}, attend la réponse jusqu’au ${formatJour(attente.echeance)}.`,
      libelle: 'Voir la demande',
    }
  const recue = demandes.find(k => k.reponduLe && !k.closLe)
  return (
    recue && {
      phrase: `Le porteur a répondu à la demande n°\u00a0${recue.numero}.`,
      libelle: `Examiner ${pluriel(recue.points.length, 'réponse')}`,
    }
  )
}

/** The dossier that one has just left, if one may read it: what was done there, and the way back. */
async function precedentDe(tx: Tx, ctx: ContexteActeur, c: Ctx) {
  const [de, phrase] = [c.req.query('de'), PRECEDENT[c.req.query('fait') ?? '']]
  if (!phrase || !de || !estUuid(de)) return undefined
  const quitte = await trouverInstruit(tx, ctx, de)
  return (
    quitte && {
      phrase: `${quitte.ligne.numero}\u00a0: ${phrase}`,
      libelle: 'Y revenir',
      href: paths.instruction.avecListe(paths.instruction.instruire(de), ctx.liste),
    }
  )
}
