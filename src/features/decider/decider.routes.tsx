import { aRole, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../http.ts'
import { saisieEuros } from '../../lib/euros.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelPublie, slugSur } from '../appels/index.ts'
import {
  accorde,
  type DecisionPrise,
  decisionsDe,
  type ErreursDecision,
  type Plafonds,
  plafondsDe,
  retenuDes,
  type SaisieDecision,
  sourcesPour,
} from '../decisions/index.ts'
import { enveloppesDe } from '../enveloppes/index.ts'
import { consultationsDe, direConsultation } from '../instances/index.ts'
import { direRefus, lireCadre, pageDeLActe, repondreRefus } from '../instruction/index.ts'
import { rangsDesPorteurs, selonLesPorteurs } from '../ordre/index.ts'
import { lecteurDe, lisible, ouvreAppel } from '../perimetre/index.ts'
import { exigeInstructeur } from '../service/index.ts'
import { deciderPret, type RefusPret } from './decider-pret.ts'
import { DecisionPage } from './decision.view.tsx'
import { phraseDecision, phrasePrononce } from './phrases.ts'
import { pretsDe } from './prets.queries.ts'
import { PretsPage } from './prets.view.tsx'

const FAITS: Record<string, string> = {
  decide: 'La décision est enregistrée. Elle reste à confirmer.',
  pret: 'Le dossier est prêt. Décidez-en quand vous voulez.',
}

/** What the service decides in a call without a comité: the dossiers that are ready, and one of them. */
export const deciderRoutes = () =>
  router()
    .get(paths.instruction.decisions, exigeInstructeur, pagePrets)
    .get(paths.instruction.decision, exigeInstructeur, c => pageDecision(c))
    .post(paths.instruction.decision, exigeInstructeur, decider)

async function pagePrets(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, slugSur(param(c, 'slug')))
    const lecteur = await lecteurDe(tx, ctx)
    if (!publie || publie.appel.comite || !ouvreAppel(lecteur.perimetres, publie.appelId)) return undefined
    const instruits = await pretsDe(tx, ctx.guichetId, publie.appelId, lisible(lecteur))
    const rangs = await rangsDesPorteurs(
      tx,
      ctx,
      publie.appel,
      instruits.map(p => p.id),
    )
    const suivis = selonLesPorteurs(
      instruits.map(p => p.id),
      rangs,
    )
    const parPorteur = c.req.query('ordre') === 'porteurs'
    const prets = parPorteur ? suivis.map(id => instruits.find(p => p.id === id)!) : instruits
    const decisions = publie.appel.laureats ? [...(await decisionsDe(tx, ctx.guichetId, publie.appelId)).values()] : []
    const laureats = decisions.filter(d => accorde(d.sens)).length
    return { appel: publie.appel, prets, rangs, parPorteur, laureats, enveloppes: await enveloppesDe(tx, ctx.guichetId, publie.appelId) }
  })
  if (!lu) return c.notFound()
  return c.html(<PretsPage site={c.var.site} {...lu} administre={aRole(ctx.acteur, 'administrateur')} fait={faitDe(c, FAITS)} />)
}

type Retour = { saisie: SaisieDecision; errors?: ErreursDecision; refus?: string; statut: 409 | 422 }
const pageDecision = (c: Ctx<'id'>, retour?: Retour) =>
  pageDeLActe(
    c,
    'decider',
    async (tx, lu) => {
      const ctx = ctxActeur(c)
      const cadre = await lireCadre(tx, ctx, lu)
      if (cadre.appel.comite) return undefined
      const prise = (await decisionsDe(tx, ctx.guichetId, lu.ligne.appel_id)).get(cadre.id)
      const plafonds = await plafondsDe(tx, ctx.guichetId, cadre.id)
      return (
        <DecisionPage
          site={c.var.site}
          cadre={cadre}
          saisie={retour?.saisie ?? saisieDe(prise, plafonds)}
          vue={prise?.id ?? ''}
          dejaDecide={prise && phraseDecision(prise)}
          plafonds={plafonds}
          sources={await sourcesPour(tx, ctx.guichetId, cadre.id)}
          mouvements={aRole(ctx.acteur, 'administrateur') ? paths.administration.enveloppes(cadre.appel.slug) : undefined}
          avis={await avisDits(tx, ctx.guichetId, cadre)}
          errors={retour?.errors ?? {}}
          refus={retour?.refus}
        />
      )
    },
    retour?.statut ?? 200,
  )

const avisDits = async (tx: Tx, guichetId: string, { appel, id }: Parameters<typeof DecisionPage>[0]['cadre']) =>
  (await consultationsDe(tx, guichetId, appel, id)).map(direConsultation)

/** A form not yet typed: what was decided, or all that the rules and the instruction allow. */
const saisieDe = (prise: DecisionPrise | undefined, plafonds: Plafonds): SaisieDecision => ({
  sens: prise?.sens ?? '',
  montant: saisieEuros(prise && accorde(prise.sens) ? prise.montant : retenuDes(plafonds)),
  rang: prise?.rang ? String(prise.rang) : '',
  motif: prise?.motif ?? '',
  conditions: prise?.conditions ?? '',
  conclusion: '',
})

function lireSaisie(corps: Record<string, unknown>): SaisieDecision {
  const texte = (nom: keyof SaisieDecision) => texteSaisi(corps[nom])
  return {
    ...{ sens: texte('sens'), montant: texte('montant'), rang: texte('rang'), motif: texte('motif') },
    ...{ conditions: texte('conditions'), conclusion: '', enveloppe: texte('enveloppe'), hors_avis: texte('hors_avis') },
  }
}

async function decider(c: Ctx<'id'>) {
  const corps = await c.req.parseBody()
  const saisie = lireSaisie(corps)
  const r = await deciderPret(ctxActeur(c), { dossierId: param(c, 'id'), saisie, vue: texteSaisi(corps.vue) })
  if (r.ok) return c.redirect(`${paths.instruction.decisions(r.value.slug)}?fait=decide`, 303)
  return repondre(c, saisie, r.error)
}

function repondre(c: Ctx<'id'>, saisie: SaisieDecision, r: RefusPret) {
  switch (r.motif) {
    case 'introuvable':
    case 'interdit':
    case 'etat':
      return repondreRefus(c, r)
    case 'comite':
      return direRefus(c, 'Le comité de l’appel décide de ce dossier.', 409)
    case 'saisie':
      return pageDecision(c, { saisie, errors: r.errors, statut: 422 })
    case 'rang_pris':
      return pageDecision(c, { saisie, errors: { rang: `Le rang ${r.rang} est celui d’un autre dossier` }, statut: 422 })
    case 'structure_declaree':
      return pageDecision(c, {
        saisie,
        refus: 'La structure de ce dossier est déclarée, non confirmée. Confirmez-la d’abord.',
        statut: 422,
      })
    case 'enveloppe':
      return pageDecision(c, { saisie, errors: { montant: phrasePrononce(r) }, statut: 422 })
    default:
      return pageDecision(c, { saisie, refus: phrasePrononce(r), statut: r.motif === 'autre' ? 409 : 422 })
  }
}
