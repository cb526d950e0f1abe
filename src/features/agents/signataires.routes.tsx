import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../http.ts'
import { type FieldErrors, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelConnu, slugSur } from '../appels/index.ts'
import { finirFonctions } from './finir-fonctions.ts'
import { nommerSignataire } from './nommer.ts'
import { signatairesDe } from './signataires.queries.ts'
import { FinFonctionsPage, type SaisieSignataire } from './signataires.view.tsx'

const admin = exigeRole('administrateur')
const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
type Montrer = (c: Ctx<'slug'>, retour: { fonction: SaisieSignataire; errors: FieldErrors }) => Promise<Response>

/** Signatories of a call: designated, or no longer in office. `montrer`: the page that holds the form. */
export const signatairesRoutes = (montrer: Montrer, coches: (v: unknown) => string[]) =>
  router()
    .post(paths.administration.signataires, admin, async c => {
      const champs = await c.req.parseBody({ all: true })
      const lu = (nom: string) => texteSaisi(champs[nom])
      const fonction: SaisieSignataire = {
        ...{ personne: lu('personne'), prenom: lu('prenom'), nom: lu('nom'), qualite: lu('qualite'), service: lu('service') },
        ...{ depuis: lu('depuis'), enPropre: lu('en_propre') === 'oui', departements: coches(champs.departement_signe) },
      }
      const r = await nommerSignataire(ctxActeur(c), {
        slug: slugDe(c),
        compteId: fonction.personne,
        departements: [...fonction.departements],
        fonction,
      })
      if (r.ok) return c.redirect(`${paths.administration.personnes(slugDe(c))}?fait=nomme`, 303)
      switch (r.error.kind) {
        case 'introuvable':
          return c.notFound()
        case 'soi':
          return montrer(c, { fonction, errors: { personne: 'Une autre personne vous désigne\u00a0: nul ne se nomme signataire' } })
        case 'deja':
          return montrer(c, {
            fonction,
            errors: {
              personne: `Cette personne signe déjà comme «\u00a0${r.error.dit}\u00a0». Pour cet appel, appuyez sur «\u00a0Désigner pour cet appel\u00a0» plus haut. Si sa qualité a changé, mettez d’abord fin à ses fonctions`,
            },
          })
        case 'saisie':
          return montrer(c, { fonction, errors: r.error.errors })
      }
    })
    .get(paths.administration.finSignataire, admin, async c => {
      const { ctx, site } = c.var
      const lu = await enTransaction(ctx, async tx => {
        const connu = await appelConnu(tx, ctx.guichetId, slugDe(c))
        const s = connu && (await signatairesDe(tx, ctx.guichetId, connu.appelId)).find(x => x.id === param(c, 'signataire'))
        return s && { appel: connu.appel, s }
      })
      return lu ? c.html(<FinFonctionsPage site={site} {...lu} />) : c.notFound()
    })
    .post(paths.administration.finSignataire, admin, async c => {
      const r = await finirFonctions(ctxActeur(c), slugDe(c), param(c, 'signataire'))
      return r.ok ? c.redirect(`${paths.administration.personnes(slugDe(c))}?fait=fini`, 303) : c.notFound()
    })
