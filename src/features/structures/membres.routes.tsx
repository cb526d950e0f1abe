import { enTransaction } from '../../contexte.ts'
import { type Ctx, cleFait, ctxActeur, exigeCompte, exigeRole, param, router } from '../../http.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { MOTS_TROP_DE_COURRIELS } from '../courriels/index.ts'
import { peut } from '../decret/index.ts'
import { dossiersAttaches, structuresSansMembre } from '../espace/index.ts'
import { appelsDe, perimetres } from '../perimetre/index.ts'
import { accepter, confirmer } from './accepter.ts'
import { appartenancesAVoir, invitationsDeLaStructure, lienDe, trouverAppartenance } from './appartenances.queries.ts'
import { AppartenancesPage, FAITS_SERVICE } from './appartenances.view.tsx'
import { aConfirmer, declarationDe } from './declarees/declarees.queries.ts'
import { type InviterRefuse, inviter } from './inviter.ts'
import { FAITS_MEMBRES, StructurePage } from './membres.view.tsx'
import { type Retire, retirer } from './retirer.ts'
import { reprendreInvitation } from './retirer-invitation.ts'
import { DernierMembrePage, RetraitPage } from './retrait.view.tsx'
import { invitationForm } from './structures.form.ts'
import { listerMembres, trouverStructure } from './structures.queries.ts'
import { perimetreService, quiEst } from './structures.rules.ts'

const id = (c: Ctx<'id'>) => param(c, 'id')
const appartenance = (c: Ctx<'appartenance'>) => param(c, 'appartenance')

const REFUS_INVITATION: Record<Exclude<InviterRefuse['kind'], 'introuvable' | 'trop_de_courriels'>, string> = {
  deja_membre: 'Cette personne fait déjà partie de la structure',
  demande_en_cours: 'Cette personne a déjà demandé à vous rejoindre : acceptez sa demande ci-dessus',
  deja_invitee: 'Cette personne est déjà invitée : son invitation l’attend à sa prochaine connexion',
  trop_d_invitations: 'Trop d’invitations attendent déjà une réponse. Relancez d’abord ces collègues',
}

/** The members of a structure: seen, invited, accepted, taken out; and the service's list of what to confirm. */
export const membresRoutes = () =>
  router()
    .use(`${paths.structures.rejoindre}/*`, exigeCompte)
    .get(paths.structures.voir, async c => {
      const vue = await page(c, {})
      return vue ? c.html(vue) : c.notFound()
    })
    .post(paths.structures.invitations, async c => {
      const courriel = texteSaisi((await c.req.parseBody()).courriel)
      const refuser = async (errors: FieldErrors) => {
        const vue = await page(c, { values: { courriel }, errors })
        return vue ? c.html(vue, 422) : c.notFound()
      }
      const lu = parseForm(invitationForm, { courriel })
      if (!lu.ok) return refuser(lu.errors)
      const r = await inviter(ctxActeur(c), { structureId: id(c), courriel: lu.value.courriel })
      if (r.ok) return c.redirect(`${paths.structures.voir(id(c))}?fait=invitee`, 303)
      if (r.error.kind === 'introuvable') return c.notFound()
      return refuser({
        courriel: r.error.kind === 'trop_de_courriels' ? MOTS_TROP_DE_COURRIELS[r.error.limite] : REFUS_INVITATION[r.error.kind],
      })
    })
    .post(paths.structures.retraitInvitation, async c => {
      const r = await reprendreInvitation(ctxActeur(c), { structureId: id(c), invitationId: param(c, 'invitation') })
      return r.ok ? c.redirect(`${paths.structures.voir(id(c))}?fait=invitation_retiree`, 303) : c.notFound()
    })
    .post(paths.structures.acceptation, async c => {
      const r = await accepter(ctxActeur(c), { structureId: id(c), appartenanceId: appartenance(c) })
      return r.ok ? c.redirect(`${paths.structures.voir(id(c))}?fait=acceptee`, 303) : c.notFound()
    })
    .post(paths.structures.retrait, async c => {
      const confirme = (await c.req.parseBody()).confirme === 'oui'
      const r = await retirer(ctxActeur(c), { structureId: id(c), appartenanceId: appartenance(c), confirme })
      if (r.ok) return c.redirect(apresRetrait(id(c), r.value), 303)
      if (r.error.kind === 'introuvable') return c.notFound()
      if (r.error.kind === 'prouvee') {
        const vue = await page(c, { refus: true })
        return vue ? c.html(vue, 422) : c.notFound()
      }
      const { cible, dernier, soi } = r.error
      const { guichetId } = c.var.ctx
      const { structure, attaches } = await enTransaction(c.var.ctx, async tx => ({
        structure: await trouverStructure(tx, guichetId, id(c)),
        attaches: await dossiersAttaches(tx, guichetId, id(c)),
      }))
      if (structure && !(soi && dernier)) return c.html(<RetraitPage site={c.var.site} structure={structure} cible={cible} />, 422)
      return structure
        ? c.html(<DernierMembrePage site={c.var.site} structure={structure} appartenance={appartenance(c)} attaches={attaches} />, 422)
        : c.notFound()
    })
    .use(paths.instruction.appartenances, exigeRole('administrateur', 'referent_departemental', 'referent_regional'))
    .use(`${paths.instruction.appartenances}/*`, exigeRole('administrateur', 'referent_departemental', 'referent_regional'))
    .get(paths.instruction.appartenances, async c => {
      const ctx = ctxActeur(c)
      const fait = cleFait(c, FAITS_SERVICE)
      const perimetre = perimetreService(ctx.acteur) ?? []
      const vues = await enTransaction(ctx, async tx => ({
        appartenances: await appartenancesAVoir(tx, ctx.guichetId, perimetre),
        aConfirmer: (await aConfirmer(tx, ctx.guichetId, perimetre, appelsDe(perimetres(ctx.acteur.roles)))).length,
        sansMembre: await structuresSansMembre(tx, ctx.guichetId, perimetre, appelsDe(perimetres(ctx.acteur.roles))),
      }))
      return c.html(<AppartenancesPage site={c.var.site} {...vues} fait={fait} />)
    })
    .post(paths.instruction.confirmation, async c => {
      const ctx = ctxActeur(c)
      const cible = await enTransaction(ctx, tx => trouverAppartenance(tx, ctx.guichetId, param(c, 'appartenance')))
      const r =
        cible &&
        (await confirmer(ctx, {
          structureId: cible.structure_id,
          appartenanceId: cible.id,
          domaine: (await c.req.parseBody()).domaine === 'oui',
        }))
      return r?.ok ? c.redirect(`${paths.instruction.appartenances}?fait=confirmee`, 303) : c.notFound()
    })

const apresRetrait = (structureId: string, { qui, soi, refusee }: Retire) => {
  if (soi) return `${paths.structures.rejoindre}?fait=quittee`
  return `${qui === 'agent_territoire' ? paths.instruction.appartenances : paths.structures.voir(structureId)}?fait=${refusee ? 'refusee' : 'retiree'}`
}

async function page(c: Ctx<'id'>, p: { values?: { courriel?: string }; errors?: FieldErrors; refus?: boolean }) {
  const ctx = ctxActeur(c)
  const { guichetId, acteur } = ctx
  const fait = cleFait(c, FAITS_MEMBRES)
  return enTransaction(ctx, async tx => {
    const structure = await trouverStructure(tx, guichetId, id(c))
    const lien = structure && (await lienDe(tx, guichetId, structure.id, acteur.compteId))
    const qui = quiEst(acteur, lien?.etat, structure?.departement ?? null)
    if (!structure || !peut(qui, 'voir', { structure: 'connue' })) return undefined
    const declaree = await declarationDe(tx, guichetId, structure.id)
    const [membres, invitations] = [
      await listerMembres(tx, guichetId, structure.id),
      await invitationsDeLaStructure(tx, guichetId, structure.id),
    ]
    return (
      <StructurePage
        site={c.var.site}
        {...{
          structure,
          membres,
          invitations,
          moi: acteur.compteId,
          invite: peut(qui, 'inviter', { structure: 'connue' }),
          fait,
          declaree,
        }}
        {...p}
      />
    )
  })
}
