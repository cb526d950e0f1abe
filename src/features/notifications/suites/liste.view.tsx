import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Chiffres, EmptyState } from '../../../ui/blocs.tsx'
import { Tableau } from '../../../ui/table.tsx'
import type { Appel } from '../../cahier/index.ts'
import type { EnveloppeLue } from '../../enveloppes/index.ts'
import { avant, possible, type Rang, servable } from './liste.rules.ts'

type Props = { appel: Appel; liste: readonly Rang[]; enveloppes: readonly EnveloppeLue[] }

/** What is left of the envelopes, and who comes next. */
export const ListeComplementaire = ({ appel, liste, enveloppes }: Props) => (
  <section class="fr-mt-6w" aria-labelledby="liste-complementaire">
    <h2 class="fr-h4" id="liste-complementaire">
      Liste complémentaire
    </h2>
    {enveloppes.length > 0 && (
      <Chiffres
        chiffres={enveloppes.map(e => ({
          terme: enveloppes.length > 1 ? `Reste, ${e.libelle}` : 'Reste de l’enveloppe',
          valeur: formatEuros(e.reste),
          note: `sur ${formatEuros(e.montant)}`,
        }))}
      />
    )}
    {liste.length === 0 ? (
      <EmptyState titre="Aucun dossier n’attend sur cette liste.">
        Un dossier y figure quand {appel.comite ? 'le comité le décide' : 'on le décide'}. Il en sort quand il est retenu.
      </EmptyState>
    ) : (
      <Tableau
        legende="Dossiers de la liste complémentaire, par rang"
        legendeCachee
        tete={1}
        lignes={liste.filter(r => r.notifiee || !r.enConflit)}
        colonnes={[
          { titre: 'Rang', num: true, cellule: r => r.rang },
          {
            titre: 'Dossier',
            cellule: r => (
              <>
                {r.porteur}
                <div class="gt-sous">
                  {r.numero} · {r.titre || 'Sans titre'}
                </div>
              </>
            ),
          },
          {
            titre: 'Aide au plus',
            num: true,
            cellule: r => (
              <>
                {formatEuros(r.plafond)}
                {r.minimale !== null && <div class="gt-sous">au moins {formatEuros(r.minimale)}</div>}
              </>
            ),
          },
          { titre: 'Suite', cellule: r => <Suite appel={appel} liste={liste} r={r} /> },
        ]}
      />
    )}
  </section>
)

/** The act on the first who can be served; why not, for the others. */
const Suite = ({ appel, liste, r }: { appel: Appel; liste: readonly Rang[]; r: Rang }) => {
  const premier = avant(liste, r)
  if (!r.notifiee) return <span class="gt-sous">Sa lettre n’est pas encore partie</span>
  if (!servable(r))
    return <span class="gt-sous">{possible(r) === 0 ? 'Il ne reste rien pour ce dossier' : 'Ce qui reste ne suffit pas au porteur'}</span>
  if (premier) return <span class="gt-sous">Après le rang {premier.rang}</span>
  if (r.enConflit) return <span class="gt-sous">À retenir par une autre personne</span>
  return (
    <a class="fr-btn fr-btn--secondary fr-btn--sm" href={paths.administration.rang(appel.slug, r.dossierId)}>
      Retenir le rang {r.rang}
    </a>
  )
}
