import type { PropsWithChildren } from 'hono/jsx'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { BoutonPost } from '../../ui/form.tsx'
import type { BrouillonEntier } from './brouillons.queries.ts'
import type { RemarqueSituee } from './lire-brouillon.ts'
import { SECTIONS, SECTIONS_EN_ORDRE, type Section } from './sections.table.ts'

/** Links of the top of a page that go past its header and its sections. */
export const SAISIE = { libelle: 'Saisie', href: '#saisie' }
export const PHRASES = { libelle: 'Ajouter une règle', href: '#phrases' }
export const VERS_SECTIONS = { libelle: 'Sections', href: '#sections' }

/** What was just done. One goes on from there at the keyboard, past the header and the sections, and a screen reader reads it; `ailleurs`: unless a field of the page has the focus. */
export const Fait = ({ fait, ailleurs = false, children }: PropsWithChildren<{ fait: string | undefined; ailleurs?: boolean }>) =>
  fait ? (
    <div class="fr-mb-3w" tabindex={-1} autofocus={!ailleurs || undefined}>
      <Alert ton="success" reponse petit>
        <p>
          {fait} {children}
        </p>
      </Alert>
    </div>
  ) : null

export type EtatSection = { bloquent: number; avertissent: number }
export const etatDe = (remarques: readonly RemarqueSituee[], section: Section): EtatSection => {
  const siennes = remarques.filter(r => r.section === section)
  return {
    bloquent: siennes.filter(r => r.niveau === 'erreur').length,
    avertissent: siennes.filter(r => r.niveau === 'avertissement').length,
  }
}
/** How far a section is, in words beside its icon. What test dossiers give is said by their own page, which plays them. */
export const Etat = ({ bloquent, avertissent, section, aRelire }: EtatSection & { section?: Section; aRelire?: boolean }) => {
  if (bloquent > 0) return <Marque ton="erreur">{pluriel(bloquent, 'point bloque', 'points bloquent')}</Marque>
  if (avertissent > 0) return <Marque ton="avertissement">{pluriel(avertissent, 'avertissement')}</Marque>
  if (aRelire) return <Marque>Vient du modèle, à relire</Marque>
  return section === 'essais' ? <Marque>Voir s’ils passent</Marque> : <Marque ton="juste">Rien à corriger</Marque>
}
const Marque = ({ ton, children }: PropsWithChildren<{ ton?: 'erreur' | 'avertissement' | 'juste' }>) => (
  <span class={ton ? `gt-studio__etat gt-studio__etat--${ton}` : 'gt-studio__etat'}>{children}</span>
)

type SectionsProps = { brouillon: string; courante: Section; remarques: readonly RemarqueSituee[] }
const Liste = ({ brouillon, courante, remarques }: SectionsProps) => (
  <ul>
    {SECTIONS_EN_ORDRE.map((s, i) => (
      <li>
        <a href={paths.studio.section(brouillon, s)} aria-current={s === courante ? 'page' : undefined}>
          {i + 1}. {SECTIONS[s].titre}
          <Etat section={s} {...etatDe(remarques, s)} />
        </a>
      </li>
    ))}
  </ul>
)
/** Beside the form on a desk; on a phone, behind the name of the section. */
export const Sections = (p: SectionsProps) => (
  <>
    <details class="gt-studio__sections gt-studio__sections--tel">
      <summary>Sections de l’appel&nbsp;: {SECTIONS[p.courante].titre}</summary>
      <Liste {...p} />
    </details>
    <nav id="sections" class="gt-studio__sections gt-studio__sections--bureau" aria-label="Sections de l’appel" tabindex={-1}>
      <div data-guide="sections">
        <Liste {...p} />
      </div>
    </nav>
  </>
)

/** Undo and redo, for the whole draft. */
export const Retours = ({
  brouillon,
  annulable,
  retablissable,
}: {
  brouillon: BrouillonEntier
  annulable: string | undefined
  retablissable: string | undefined
}) => (
  <div class="gt-studio__retours">
    {[
      { sens: 'annuler', libelle: 'Annuler', dit: annulable },
      { sens: 'retablir', libelle: 'Rétablir', dit: retablissable },
    ].map(
      ({ sens, libelle, dit }) =>
        dit && (
          <BoutonPost action={paths.studio.retour(brouillon.id)} champs={{ sens, revision: String(brouillon.revision) }}>
            {libelle}&nbsp;: {dit}
          </BoutonPost>
        ),
    )}
  </div>
)
