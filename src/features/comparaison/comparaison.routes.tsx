import type { MiddlewareHandler } from 'hono'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, type Env, exigeRole, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import { voletDe } from '../cahier/index.ts'
import { peut } from '../decret/index.ts'
import { entetesFichier } from '../fichiers/index.ts'
import { placeDe } from '../guichet/index.ts'
import { preuveDe } from '../journal/index.ts'
import { nomDepartement } from '../perimetre/index.ts'
import { colonne, ecrireFeuille } from '../tableur/index.ts'
import { attentesDeLAppel, type Commune, entreprisesDe, partsAide } from './comparaison.queries.ts'
import { ComparaisonPage } from './comparaison.view.tsx'
import { lireComparaison } from './lire-comparaison.ts'
import { changements, demandes, groupesDe, parts, surveiller, titreDe } from './note.rules.ts'
import { NotePage } from './note.view.tsx'

const { instruction: i } = paths
const lecteurs: MiddlewareHandler<Env> = exigeRole('administrateur', 'direction')
const permis = (c: Ctx) => peut(placeDe(ctxActeur(c).acteur), 'comparer', { guichet: 'ouvert' })

/** Seeing across calls: for the direction and whoever administers, who read every dossier. */
export const comparaisonRoutes = () =>
  router()
    .get(i.comparaison, lecteurs, async c => (permis(c) ? montrer(c) : c.notFound()))
    .get(i.absentes, lecteurs, async c => (permis(c) ? emporterAbsentes(c) : c.notFound()))
    .get(i.notePrefet, lecteurs, async c => (permis(c) ? montrerNote(c) : c.notFound()))

const aucunAppel = (c: Ctx) =>
  c.html(
    <Page site={c.var.site} titre="Comparer" large>
      <h1>Comparer</h1>
      <EmptyState titre="Aucun appel n’a encore ouvert.">Les chiffres d’un appel se comparent dès son ouverture.</EmptyState>
    </Page>,
  )

async function montrer(c: Ctx): Promise<Response> {
  const lu = await enTransaction(c.var.ctx, async tx => {
    const comparaison = await lireComparaison(tx, c)
    if (!comparaison || comparaison.vide) return comparaison
    const entreprises = await entreprisesDe(
      tx,
      comparaison.lecteur,
      comparaison.tous.map(t => t.id),
    )
    return { ...comparaison, entreprises }
  })
  if (!lu) return c.notFound()
  if (lu.vide) return aucunAppel(c)
  const departements = lu.territoire.map(code => ({ code, nom: nomDepartement(code, [lu.appel]) }))
  return c.html(<ComparaisonPage site={c.var.site} c={lu} entreprises={lu.entreprises} departements={departements} />)
}

const COLONNES = [
  colonne<Commune>('Code INSEE', 'texte', 12, l => l.code),
  colonne<Commune>('Commune', 'texte', 30, l => l.nom),
  colonne<Commune>('Département', 'texte', 12, l => l.departement),
  colonne<Commune>('Groupement', 'texte', 40, l => l.groupement),
  colonne<Commune>('Habitants', 'entier', 12, l => l.habitants),
]

/** Communes that neither bore a project nor took part in one: public facts about communes, nobody's data. */
async function emporterAbsentes(c: Ctx): Promise<Response> {
  const lu = await enTransaction(c.var.ctx, tx => lireComparaison(tx, c))
  if (!lu || lu.vide) return c.notFound()
  const groupement = c.req.query('groupement')
  const ids = [lu.apres.id, ...(lu.avant ? [lu.avant.id] : [])]
  const lignes = lu.communes.filter(k => !ids.some(id => k.par.includes(id)) && (!groupement || (k.epci ?? 'sans') === groupement))
  const { type, flux } = ecrireFeuille('csv', { nom: 'Communes absentes', colonnes: COLONNES, lignes, etablieLe: c.var.ctx.instant })
  return c.body(flux, 200, entetesFichier(type, `communes-absentes-${lu.apres.slug}.csv`))
}

async function montrerNote(c: Ctx): Promise<Response> {
  const { ctx, deps, site } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const comparaison = await lireComparaison(tx, c)
    if (!comparaison || comparaison.vide) return comparaison
    const { lecteur, apres } = comparaison
    const [attente, aides, preuve] = await Promise.all([
      attentesDeLAppel(tx, lecteur, apres.id, dateCivile(ctx.instant)),
      partsAide(tx, lecteur, apres.id),
      preuveDe(tx, ctx.guichetId),
    ])
    return { ...comparaison, attente, aides, preuve }
  })
  if (!lu) return c.notFound()
  if (lu.vide) return aucunAppel(c)
  const groupes = groupesDe(lu)
  const absentes = groupes.reduce((n, g) => n + g.absentes, 0)
  const petites = lu.communes.filter(k => k.habitants < 300 && !k.par.some(id => id === lu.apres.id || id === lu.avant?.id)).length
  return c.html(
    <NotePage
      site={site}
      c={lu}
      instant={ctx.instant}
      service={deps.config.guichet.service.nom}
      titre={titreDe(lu.apres, absentes)}
      demandes={demandes(lu.attente, groupes)}
      changements={changements(lu)}
      surveiller={surveiller(lu, lu.attente)}
      parts={parts(lu.aides, p =>
        p.axe === 'volet'
          ? (voletDe(lu.appel, p.code)?.titre ?? p.code)
          : p.code
            ? nomDepartement(p.code, [lu.appel])
            : 'Tout le territoire',
      )}
      absentes={
        absentes === 0
          ? 'Toutes les communes ont déposé ou pris part.'
          : `${pluriel(petites, 'commune absente compte', 'communes absentes comptent')} moins de 300\u00a0habitants\u00a0: un dossier commun par groupement les ferait entrer.`
      }
      journal={lu.preuve.tete}
    />,
  )
}
