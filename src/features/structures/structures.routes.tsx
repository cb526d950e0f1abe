import { enTransaction } from '../../contexte.ts'
import { type Ctx, cleFait, ctxActeur, exigeCompte, retourSur, router } from '../../http.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { MOTS_TROP_DE_COURRIELS } from '../courriels/index.ts'
import { identiteDe, invitationsRecues } from './appartenances.queries.ts'
import { chercherPartout, chercherStructures, lireAnnuaire, reveillerAnnuaire } from './chercher.ts'
import { declareesRoutes } from './declarees/declarees.routes.tsx'
import { declarerRoutes } from './declarees/declarer.routes.tsx'
import { decrireFiche, decrireStructure } from './decrire.ts'
import { membresRoutes } from './membres.routes.tsx'
import { StructuresPage } from './recherche.view.tsx'
import { rejoindre } from './rejoindre.ts'
import { repertoireDu } from './repertoire/repertoire.queries.ts'
import { MESSAGES_RECHERCHE, rejoindreForm } from './structures.form.ts'
import { departements } from './structures.queries.ts'
import { FAITS_REJOINDRE, RejoindrePage, type RejoindreProps } from './structures.view.tsx'

/** What a list under a field proposes. */
const PROPOSEES = 10

/** Searching the referential, joining a structure; its members. */
export const structuresRoutes = () => router().et(rejoindreRoutes, declarerRoutes(), membresRoutes(), declareesRoutes())

const rejoindreRoutes = router()
  .use(paths.structures.rejoindre, exigeCompte)
  .get(paths.structures.recherche, async c => {
    const q = (c.req.query('q') ?? '').trim()
    const enJson = c.req.header('accept')?.includes('application/json')
    const r =
      !enJson || c.req.query('tout') === 'oui'
        ? await chercherPartout(c, q, lireDepartement(c.req.query('dep')) || undefined)
        : await chercherStructures(c, q)
    const trouvees = r.genre === 'trouvees' ? r.structures : []
    const fiches = r.genre === 'trouvees' ? (r.fiches ?? []) : []
    const message = r.genre === 'trouvees' ? undefined : MESSAGES_RECHERCHE[r.genre]
    c.header('vary', 'Accept')
    if (enJson)
      return c.json({
        structures: [
          ...trouvees
            .slice(0, fiches.length > 0 ? PROPOSEES - Math.min(fiches.length, PROPOSEES / 2) : PROPOSEES)
            .map(s => ({ id: s.id, nom: s.nom, detail: decrireStructure(s) })),
          ...fiches.map(f => ({ id: f.siren, nom: f.nom, detail: decrireFiche(f) })),
        ].slice(0, PROPOSEES),
        ...(message ? { message } : {}),
      })
    return c.html(<StructuresPage site={c.var.site} q={q} trouvees={trouvees} fiches={fiches} message={message} />)
  })
  .get(paths.structures.rejoindre, async c => {
    const { q, fonction, dep } = {
      q: c.req.query('q')?.trim(),
      fonction: c.req.query('fonction') ?? '',
      dep: lireDepartement(c.req.query('dep')),
    }
    const fait = cleFait(c, FAITS_REJOINDRE)
    const retour = lireRetour(c.req.query('retour'))
    return c.html(await page(c, { fait, retour, ...(q === undefined ? {} : await resultats(c, { q, fonction, dep })) }))
  })
  .post(paths.structures.rejoindre, async c => {
    const saisie = await c.req.parseBody()
    const retour = lireRetour(saisie.retour)
    const values = {
      q: texteSaisi(saisie.q),
      structure: texteSaisi(saisie.structure),
      fonction: texteSaisi(saisie.fonction),
      dep: lireDepartement(saisie.dep),
    }
    // without script the form first searches: what was found is then to be chosen
    if (!values.structure && values.q && !('choix' in saisie))
      return c.redirect(
        `${paths.structures.rejoindre}?${new URLSearchParams({ q: values.q, fonction: values.fonction, ...(values.dep ? { dep: values.dep } : {}), ...(retour ? { retour } : {}) })}`,
        303,
      )
    const lu = parseForm(rejoindreForm, values)
    if (!lu.ok) {
      const listees = 'choix' in saisie && values.q ? await resultats(c, values) : {}
      return c.html(await page(c, { ...listees, retour, values, errors: listees.trouvees ? lu.errors : surChamps(lu.errors) }), 422)
    }
    const r = await rejoindre(ctxActeur(c), lu.value)
    if (!r.ok) {
      const message =
        r.error.kind === 'trop_de_courriels'
          ? MOTS_TROP_DE_COURRIELS[r.error.limite]
          : r.error.kind === 'agent'
            ? 'Votre compte instruit les dossiers : il ne peut pas en déposer. Utilisez une autre adresse'
            : r.error.kind === 'fermee'
              ? `${r.error.nom} est fermée\u00a0: une structure fermée ne dépose pas`
              : 'Cette structure n’existe plus. Cherchez-la à nouveau'
      return c.html(await page(c, { retour, values, errors: { q: message } }), 422)
    }
    return c.redirect(
      r.value.etat === 'active'
        ? (retour ?? `${paths.structures.voir(r.value.structureId)}?fait=rejointe`)
        : `${paths.structures.rejoindre}?fait=${r.value.service ? 'au_service' : 'demandee'}`,
      303,
    )
  })

/** Where whoever was sent here goes back to once a member: a path of ours, or nowhere. */
const lireRetour = (v: unknown) => retourSur(v, '') || undefined
/** The structure is chosen through the search field: that is where its message goes. */
const surChamps = ({ structure, ...reste }: FieldErrors): FieldErrors =>
  structure ? { q: 'Indiquez votre structure : son nom, son SIREN ou son code INSEE', ...reste } : reste

/** A département to look in alone; nothing when it has not the form of one. */
const lireDepartement = (v: unknown) => (typeof v === 'string' && /^(\d{2,3}|2[AB])$/.test(v) ? v : '')

type Saisie = { q: string; fonction: string; dep: string }
async function resultats(c: Ctx, { q, fonction, dep }: Saisie): Promise<Partial<RejoindreProps>> {
  if (c.req.query('reessayer') === 'oui') reveillerAnnuaire()
  const panne = await lireAnnuaire(c, q)
  const r = await chercherPartout(c, q, dep || undefined)
  const values = { q, fonction, dep }
  if (r.genre === 'siren_faux') return { values, proche: r.proche, errors: { q: MESSAGES_RECHERCHE.siren_faux } }
  if (r.genre !== 'trouvees') return { values, errors: { q: MESSAGES_RECHERCHE[r.genre] } }
  const luLe = await enTransaction(c.var.ctx, repertoireDu)
  return { values, trouvees: r.structures, fiches: r.fiches, luLe, panne }
}

async function page(c: Ctx, p: Partial<RejoindreProps>) {
  const { acteur, guichetId, ...ctx } = ctxActeur(c)
  const { invitations, siret, tous } = await enTransaction({ ...ctx, guichetId }, async tx => ({
    invitations: await invitationsRecues(tx, guichetId, acteur.courriel),
    siret: (await identiteDe(tx, acteur.compteId)).siret,
    tous: await departements(tx),
  }))
  const dites = siret ? await chercherStructures(c, siret.slice(0, 9)) : undefined
  const proposee = dites?.genre === 'trouvees' ? dites.structures.find(s => !acteur.structures.some(m => m.id === s.id)) : undefined
  const attendues = invitations.filter(i => !acteur.structures.some(m => m.id === i.id && m.etat === 'active'))
  return (
    <RejoindrePage
      site={c.var.site}
      miennes={acteur.structures}
      sansNom={acteur.nom === acteur.courriel}
      invitations={attendues}
      proposee={proposee}
      departements={tous}
      {...p}
    />
  )
}
