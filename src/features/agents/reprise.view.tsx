import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/blocs.tsx'
import { Checkbox } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import { arianePersonnes, dire } from './personnes.mots.ts'
import type { LigneReprise } from './reprise.rules.ts'
import { MOTS_ROLES } from './roles.ts'

export type RepriseProps = {
  site: Site
  appel: Appel
  de: Appel
  lignes: readonly LigneReprise[]
  /** Those that are ticked: all, unless the form comes back. */
  choisies: readonly string[]
  erreur: string | undefined
}

/** Who would be taken up from another call, and for what: nothing is given before it is confirmed. */
export const ReprisePage = ({ site, appel, de, lignes, choisies, erreur }: RepriseProps) => {
  const possibles = lignes.filter(l => !l.perdue)
  const perdues = lignes.filter(l => l.perdue)
  const mots = dire(appel)
  return (
    <Page
      site={site}
      titre={`Reprendre des personnes, ${appel.titre}`}
      large
      erreur={!!erreur}
      ariane={[
        ...arianePersonnes(appel),
        { libelle: 'Qui instruit quoi', href: paths.administration.personnes(appel.slug) },
        { libelle: 'Reprendre des personnes' },
      ]}
    >
      <ErrorSummary errors={erreur ? { lignes: erreur } : {}} />
      <h1 class="fr-h2">Reprendre des personnes</h1>
      <p class="fr-text--lead">
        De «&nbsp;{de.titre}&nbsp;» vers «&nbsp;{appel.titre}&nbsp;».
      </p>
      <p>Un volet n’est repris que s’il a le même titre dans les deux appels. Leurs rôles sur l’autre appel ne changent pas.</p>
      <Formulaire action={paths.administration.reprisePersonnes(appel.slug)}>
        <input type="hidden" name="comme" value={de.slug} />
        <div id="lignes" tabindex={-1}>
          <Tableau
            legende="Personnes à reprendre"
            lignes={possibles}
            tete={1}
            vide={<EmptyState titre="Personne à reprendre.">Désignez les personnes une par une sur la page précédente.</EmptyState>}
            colonnes={[
              {
                titre: 'Reprendre',
                cellule: l => (
                  <Checkbox
                    petit
                    name="ligne"
                    id={`ligne-${l.id}`}
                    value={l.id}
                    checked={choisies.includes(l.id)}
                    label={
                      <>
                        Reprendre<span class="fr-sr-only"> {`${l.nom}, ${MOTS_ROLES[l.role]}`}</span>
                      </>
                    }
                  />
                ),
              },
              { titre: 'Personne', cellule: l => l.nom },
              { titre: 'Rôle', cellule: l => MOTS_ROLES[l.role] },
              { titre: 'Départements', cellule: l => mots.departements(l) },
              { titre: 'Volets', cellule: l => mots.volets(l) },
            ]}
          />
        </div>
        {perdues.length > 0 && (
          <p>
            Ne seront pas repris, leurs volets ou leurs départements n’étant pas de cet appel&nbsp;: {perdues.map(l => l.nom).join(', ')}.
          </p>
        )}
        {possibles.length > 0 && (
          <FormActions principal="Donner cet appel à ces personnes">
            <a class="fr-link" href={paths.administration.personnes(appel.slug)}>
              Revenir sans rien donner
            </a>
          </FormActions>
        )}
      </Formulaire>
    </Page>
  )
}
