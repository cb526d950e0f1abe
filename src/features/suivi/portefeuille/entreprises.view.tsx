import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { ecrireDemande } from './choix.ts'
import type { Recherche, TriEntreprises } from './lire-entreprises.ts'
import type { Portefeuille } from './lire-portefeuille.ts'
import type { EntreprisePayee } from './portefeuille.queries.ts'

const exact = (c: number) => formatEuros(c, { centimes: true })
/** Rows of a page: beyond, one searches, or takes the file. */
const MONTREES = 300
const siretDit = (s: string) => s.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')

type Props = { site: Site; p: Portefeuille; entreprises: readonly EntreprisePayee[]; recherche: Recherche }

/** The companies that receive orders paid with the aids, with the département of their registered office (C5.10). */
export const EntreprisesPage = ({ site, p, entreprises, recherche }: Props) => {
  const somme = (de: 'commandes' | 'ht' | 'credits') => entreprises.reduce((s, e) => s + e[de], 0)
  const adresse = (r: Partial<Recherche>, chemin: string = paths.suivi.entreprises) => {
    const voulue = { ...recherche, ...r }
    const base = ecrireDemande(chemin, p.demande)
    const q = new URLSearchParams({ ...(voulue.q && { q: voulue.q }), ...(r.tri && { tri: r.tri, sens: r.desc ? 'desc' : 'asc' }) })
    return q.size > 0 ? `${base}${base.includes('?') ? '&' : '?'}${q}` : base
  }
  const tri = (code: TriEntreprises) => {
    const ici = recherche.tri === code
    return {
      sens: ici ? (recherche.desc ? ('descending' as const) : ('ascending' as const)) : undefined,
      href: adresse({ tri: code, desc: ici ? !recherche.desc : code !== 'entreprise' && code !== 'departement' }),
    }
  }
  return (
    <Page
      site={site}
      titre="Entreprises payées"
      large
      ariane={[
        { libelle: 'Suivi des lauréats', href: ecrireDemande(paths.suivi.portefeuille, p.demande) },
        { libelle: 'Entreprises payées' },
      ]}
    >
      <div class="gt-suivi">
        <h1 class="fr-h2 fr-mb-1w">Entreprises payées</h1>
        <p class="gt-sous">
          {p.ensemble.libelle}, arrêté au <Typo texte={formatDateCivile(p.au)} />. Les crédits sont la part de l’aide dans chaque commande.
        </p>
        <Formulaire action={paths.suivi.entreprises} method="get" class="gt-filtres">
          {(['perimetre', 'departement', 'au'] as const).map(nom =>
            p.demande[nom] ? <input type="hidden" name={nom} value={p.demande[nom]} /> : null,
          )}
          <div class="gt-champ gt-champ--large">
            <label class="fr-label" for="q">
              Nom ou SIRET
            </label>
            <input class="fr-input" type="search" id="q" name="q" autocomplete="off" value={recherche.q} />
          </div>
          <button class="fr-btn" type="submit">
            Chercher
          </button>
        </Formulaire>
        <p role="status">
          {pluriel(entreprises.length, 'entreprise')}
          {entreprises.length > MONTREES && `\u202f; les ${MONTREES} premières sont ici, le fichier les a toutes`}.
        </p>
        <Tableau
          legende="Entreprises payées sur les crédits. Les titres des colonnes trient."
          dense
          lignes={entreprises.slice(0, MONTREES)}
          vide={<p>{recherche.q ? 'Aucune entreprise ne correspond à ces mots.' : 'Aucune commande n’est encore déclarée.'}</p>}
          colonnes={[
            { titre: 'Entreprise', cellule: e => e.entreprise, tri: tri('entreprise') },
            { titre: 'SIRET', cellule: e => (e.siret ? siretDit(e.siret) : 'aucun') },
            { titre: 'Siège', cellule: e => siege(e, p), tri: tri('departement') },
            { titre: 'Projets', cellule: e => formatNombre(e.projets), num: true },
            { titre: 'Commandes', cellule: e => formatNombre(e.commandes), num: true, tri: tri('commandes') },
            { titre: 'Montant HT', cellule: e => exact(e.ht), num: true, tri: tri('ht') },
            { titre: 'Crédits', cellule: e => exact(e.credits), num: true, tri: tri('credits') },
          ]}
          pied={['Total', '', '', '', formatNombre(somme('commandes')), exact(somme('ht')), exact(somme('credits'))]}
        />
        <p class="gt-suivi__feuilles">
          Télécharger&nbsp;:
          {['ods', 'xlsx', 'csv'].map(f => (
            <a class="fr-link fr-link--sm" href={adresse({}, paths.suivi.feuille('entreprises', f))} data-turbo="false">
              <span class="fr-sr-only">Entreprises, </span>
              {f.toUpperCase()}
            </a>
          ))}
        </p>
      </div>
    </Page>
  )
}

const siege = (e: EntreprisePayee, p: Portefeuille) =>
  p.destinations.lignes.find(l => l.code === (e.pays === 'FR' ? e.departement : e.pays))?.libelle ?? e.departement ?? e.pays
