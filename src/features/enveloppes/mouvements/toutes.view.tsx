import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'

/** The money of one call. Cents; nothing where its envelopes are not open. */
export type AppelCredits = { slug: string; titre: string; ouvert: { montant: number; reserve: number; reste: number } | undefined }

/** The money of every call, one line each: where to go on. */
export const ToutesPage = ({ site, appels }: { site: Site; appels: readonly AppelCredits[] }) => (
  <Page site={site} titre="Enveloppes" large ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Enveloppes' }]}>
    <h1 class="fr-h3">Enveloppes</h1>
    <Tableau
      legende="Les enveloppes de chaque appel"
      legendeCachee
      lignes={appels}
      vide={<EmptyState titre="Aucun appel n’est publié." />}
      colonnes={[
        { titre: 'Appel', cellule: a => <a href={paths.administration.enveloppes(a.slug)}>{a.titre}</a> },
        { titre: 'Montant', num: true, cellule: a => (a.ouvert ? formatEuros(a.ouvert.montant) : 'pas encore ouvertes') },
        { titre: 'En réserve', num: true, cellule: a => (a.ouvert ? formatEuros(a.ouvert.reserve) : '–') },
        { titre: 'Reste à décider', num: true, cellule: a => (a.ouvert ? <strong>{formatEuros(a.ouvert.reste)}</strong> : '–') },
      ]}
    />
  </Page>
)
