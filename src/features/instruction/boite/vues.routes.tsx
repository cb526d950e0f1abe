import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { appelsDe, lecteurDe, ouvreAppel } from '../../perimetre/index.ts'
import { exigeInstructeur, nomsDesInstructeurs } from '../../service/index.ts'
import { adresse, decrireListe, ecrireFiltre, type Filtre, filtreActif, lireFiltre } from '../liste/filtres.ts'
import { valeursDe } from '../liste/liste.queries.ts'
import { relireListe } from '../liste/liste.ts'
import { choisirColonnes } from './choisir-colonnes.ts'
import { garderVue, NOM_VUE_MAX, type RefusVue, VUES_MAX } from './garder-vue.ts'
import { preferencesDe, vuesGardees } from './preferences.queries.ts'
import { renommerVue } from './renommer-vue.ts'
import { retirerVue } from './retirer-vue.ts'
import { VuesPage } from './vues.view.tsx'

/** What each agent arranges in the inbox for themselves: kept filters, columns. */
export const vuesRoutes = () =>
  router()
    .get(paths.instruction.vues, exigeInstructeur, c => pageVues(c, { requete: c.req.query('requete') }))
    .post(paths.instruction.vues, exigeInstructeur, async c => {
      const saisie = await lireSaisie(c)
      const r = await garderVue(ctxActeur(c), saisie)
      if (r.ok) return c.redirect(`${paths.instruction.boite}?${r.value}`, 303)
      return pageVues(c, { ...saisie, errors: { [r.error.motif === 'sans_filtre' ? '_' : 'nom']: phrase(r.error) } })
    })
    .post(paths.instruction.vue, exigeInstructeur, async c => {
      const { nom, partagee } = await lireSaisie(c)
      const id = param(c, 'vue')
      const r = await renommerVue(ctxActeur(c), { id, nom, partagee })
      if (r.ok) return c.redirect(`${paths.instruction.vues}?fait=renommee`, 303)
      return r.error.motif === 'inconnue'
        ? c.notFound()
        : pageVues(c, { renommee: { id, nom, partagee }, errors: { [`nom-${id}`]: phrase(r.error) } })
    })
    .post(paths.instruction.retraitVue, exigeInstructeur, async c => {
      const r = await retirerVue(ctxActeur(c), param(c, 'vue'))
      return r.ok ? c.redirect(`${paths.instruction.vues}?fait=retiree`, 303) : c.notFound()
    })
    .post(paths.instruction.colonnes, exigeInstructeur, async c => {
      const corps = await c.req.parseBody({ all: true })
      const codes = [corps.colonne ?? []].flat().filter(v => typeof v === 'string')
      await choisirColonnes(ctxActeur(c), codes)
      const { ecrite } = relireListe(texteSaisi(corps.retour).slice(0, 4000))
      return c.redirect(`${paths.instruction.boite}${ecrite ? `?${ecrite}` : ''}#liste`, 303)
    })

const FAITS: Record<string, string> = {
  renommee: 'La vue est enregistrée.',
  retiree: 'La vue est retirée.',
  ouverture: 'Vos dossiers s’ouvrent sur cette vue.',
  sans_ouverture: 'Vos dossiers s’ouvrent sur la dernière vue que vous avez lue.',
}

async function lireSaisie(c: Ctx) {
  const { nom, requete, qui, ouverture } = await c.req.parseBody()
  return {
    nom: texteSaisi(nom).replace(/\s+/g, ' '),
    requete: texteSaisi(requete).slice(0, 4000),
    partagee: qui === 'service',
    ouverture: ouverture === 'oui',
  }
}

type Saisie = {
  requete?: string | undefined
  nom?: string
  partagee?: boolean
  ouverture?: boolean
  renommee?: { id: string; nom: string; partagee: boolean }
  errors?: Record<string, string>
}
async function pageVues(c: Ctx, { requete, nom = '', partagee = false, ouverture = false, renommee, errors }: Saisie) {
  const ctx = ctxActeur(c)
  const filtre = lireFiltre(new URLSearchParams(requete))
  const props = await enTransaction(ctx, async tx => {
    const qui = { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId }
    const [vues, preferences, lecteur] = await Promise.all([vuesGardees(tx, qui), preferencesDe(tx, qui), lecteurDe(tx, ctx)])
    const appels = (await appelsPublies(tx, ctx.guichetId)).filter(a => ouvreAppel(lecteur.perimetres, a.appelId)).map(a => a.appel)
    const instructeurs = await nomsDesInstructeurs(tx, ctx.guichetId, appelsDe(lecteur.perimetres))
    const personnes = instructeurs.map(p => ({ value: p.id, label: p.nom }))
    const donnees = { appels, personnes, epci: await valeursDe(tx, lecteur, 'epci', undefined) }
    const decrire = (f: Filtre) => decrireListe(f, donnees)
    return {
      vues: vues.map(v => {
        const f = lireFiltre(new URLSearchParams(v.requete))
        return { ...v, href: adresse(f), decrite: decrire(f), ouverture: v.id === preferences.ouverture }
      }),
      nouvelle:
        filtreActif(filtre) || ecrireFiltre(filtre).size > 0
          ? { requete: ecrireFiltre(filtre).toString(), decrite: decrire(filtre), nom, partagee, ouverture }
          : undefined,
    }
  })
  const fait = errors ? undefined : faitDe(c, FAITS)
  return c.html(<VuesPage site={c.var.site} {...props} renommee={renommee} errors={errors ?? {}} fait={fait} />, errors ? 422 : 200)
}

function phrase(r: RefusVue): string {
  switch (r.motif) {
    case 'vide':
      return 'Donnez un nom à la vue'
    case 'long':
      return `Le nom d’une vue tient en ${NOM_VUE_MAX}\u00a0caractères`
    case 'prise':
      return `Une de vos vues s’appelle déjà «\u00a0${r.nom}\u00a0». Choisissez un autre nom`
    case 'trop':
      return `Vous gardez déjà ${VUES_MAX}\u00a0vues. Retirez-en une`
    case 'sans_filtre':
      return 'Filtrez ou triez d’abord la liste\u00a0: une vue garde un filtre'
    case 'inconnue':
      return 'Cette vue n’existe plus'
  }
}
