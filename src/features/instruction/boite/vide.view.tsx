import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'

type Ailleurs = { nombre: number; href: string }
/** Why there is no row, and where there are some. */
export type VideProps =
  | { genre: 'recherche'; mots: string; approchee: boolean; vue: string; partout: Ailleurs; tout: string }
  | { genre: 'filtre'; tout: string }
  /** The reader's own queue: what they wait for, and what nobody has taken. */
  | { genre: 'file'; attend: Ailleurs; arrives: Ailleurs }
  | { genre: 'vue' }
  | { genre: 'tout' }

const dossiers = (n: number) => `${n}\u00a0dossier${n > 1 ? 's' : ''}`

export const Vide = (v: VideProps) => {
  switch (v.genre) {
    case 'recherche':
      return (
        <EmptyState titre={`«\u00a0${v.mots}\u00a0»\u00a0: aucun dossier dans ${v.vue}`}>
          {v.partout.nombre > 0 ? (
            <>
              Dans tous vos dossiers{v.approchee && ', avec des mots proches'}&nbsp;:{' '}
              <a href={v.partout.href}>
                {v.partout.nombre}&nbsp;résultat{v.partout.nombre > 1 && 's'}
              </a>
              .
            </>
          ) : (
            <>
              Aucun de vos dossiers ne porte ces mots. <a href={v.tout}>Retirer les filtres</a>
            </>
          )}
        </EmptyState>
      )
    case 'filtre':
      return (
        <EmptyState titre="Aucun dossier ne répond à ce filtre.">
          <a href={v.tout}>Retirer les filtres</a>
        </EmptyState>
      )
    case 'file':
      return (
        <EmptyState titre="Votre file est vide">
          {v.attend.nombre > 0
            ? `Rien ne presse\u00a0: ${dossiers(v.attend.nombre)} attend${v.attend.nombre > 1 ? 'ent' : ''} une réponse de ${v.attend.nombre > 1 ? 'leur' : 'son'} porteur.`
            : 'Rien ne presse.'}
          <br />
          {v.attend.nombre > 0 && (
            <>
              <a href={v.attend.href}>Voir J’attends ({v.attend.nombre})</a> ·{' '}
            </>
          )}
          {v.arrives.nombre > 0 ? (
            <a href={v.arrives.href}>Prendre en charge&nbsp;: {dossiers(v.arrives.nombre)} sans instructeur</a>
          ) : (
            <a href={paths.instruction.boite}>Voir tous les dossiers</a>
          )}
        </EmptyState>
      )
    case 'vue':
      return (
        <EmptyState titre="Aucun dossier ici en ce moment.">
          <a href={paths.instruction.boite}>Voir tous les dossiers</a>
        </EmptyState>
      )
    case 'tout':
      return (
        <EmptyState titre="Aucun dossier déposé dans votre périmètre.">
          Les dossiers apparaissent ici dès leur dépôt. Un brouillon n’est visible que de ses auteurs.
        </EmptyState>
      )
  }
}

/** The search was read with other words than those typed, which no dossier has. */
export const Approchee = ({ mots }: { mots: string | undefined }) => (
  <p class="gt-boite-proches">Aucun dossier ne porte «&nbsp;{mots}&nbsp;» tel quel&nbsp;: la liste montre les mots les plus proches.</p>
)
