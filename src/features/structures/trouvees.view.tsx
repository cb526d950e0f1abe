import type { Child } from 'hono/jsx'
import type { FieldErrors } from '../../lib/forms.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Badge, Callout, EmptyState } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import { Declaree } from '../../ui/declaree.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { Time } from '../../ui/texte.tsx'
import { decrireFiche, decrireStructure, motFermee } from './decrire.ts'
import type { Fiche } from './repertoire/repertoire.queries.ts'
import { morceaux } from './requete.rules.ts'
import type { Structure } from './structures.queries.ts'

export const FONCTION = {
  label: 'Votre fonction',
  hint: 'Par exemple secrétaire de mairie, maire, présidente de l’association',
  autocomplete: 'organization-title',
} as const

type Props = {
  structures: readonly Structure[]
  fiches: readonly Fiche[]
  q: string
  fonction?: string | undefined
  retour?: string | undefined
  luLe?: Date | undefined
  errors?: FieldErrors
}
/** What a search found, each with « C’est nous »; whoever has closed says so instead. */
export const Trouvees = ({ structures, fiches, q, fonction = '', retour, luLe, errors = {} }: Props) =>
  structures.length + fiches.length === 0 ? (
    <RienTrouve q={q} />
  ) : (
    <Formulaire action={paths.structures.rejoindre} class="fr-mt-4w" id="choix">
      <h3 class="fr-h5" id="structure" tabindex={-1}>
        {pluriel(structures.length + fiches.length, 'structure trouvée', 'structures trouvées')}
      </h3>
      <p class="fr-text--sm">
        <DuRepertoire luLe={luLe} /> «&nbsp;C’est nous&nbsp;» n’ouvre rien de leurs dossiers avant l’accord d’un membre.
      </p>
      {errors.structure && <p class="fr-error-text">{errors.structure}</p>}
      <input type="hidden" name="q" value={q} />
      <input type="hidden" name="choix" value="oui" />
      {retour && <input type="hidden" name="retour" value={retour} />}
      {fonction && !errors.fonction ? (
        <input type="hidden" name="fonction" value={fonction} />
      ) : (
        <Field name="fonction" id="fonction-choix" {...FONCTION} value={fonction} error={errors.fonction} />
      )}
      <Rangees>
        {structures.map(s => (
          <Rangee
            niveau={4}
            titre={
              <>
                <Surligne nom={s.nom} q={q} />
                {s.declaree && <Declaree />}
              </>
            }
            note={
              <>
                {decrireStructure(s)}
                {s.fermee && '. Une structure fermée ne dépose pas.'}
              </>
            }
            badge={s.fermee ? <Badge ton="neutre">{motFermee(s)}</Badge> : <CestNous valeur={s.id} nom={s.nom} />}
          />
        ))}
        {fiches.map(f => (
          <RangeeFiche fiche={f} q={q} bouton={<CestNous valeur={f.siren} nom={f.nom} />} niveau={4} />
        ))}
      </Rangees>
    </Formulaire>
  )

const CestNous = ({ valeur, nom }: { valeur: string; nom: string }) => (
  <button class="fr-btn fr-btn--secondary" type="submit" name="structure" value={valeur}>
    C’est nous<span class="fr-sr-only">&nbsp;: {nom}</span>
  </button>
)

/** A name with the words that were looked for. */
export const Surligne = ({ nom, q }: { nom: string; q: string }) => (
  <span class="gt-trouve">{morceaux(nom, q).map(m => (m.cherche ? <mark>{m.texte}</mark> : m.texte))}</span>
)

export const RangeeFiche = ({ fiche, q = '', bouton, niveau }: { fiche: Fiche; q?: string; bouton?: Child; niveau: 2 | 4 }) => (
  <Rangee
    niveau={niveau}
    titre={<Surligne nom={fiche.nom} q={q} />}
    note={fiche.fermee ? `${decrireFiche(fiche)}. Une structure fermée ne dépose pas.` : decrireFiche(fiche)}
    badge={fiche.fermee ? <Badge ton="neutre">{motFermee(fiche)}</Badge> : bouton}
  />
)

export const DuRepertoire = ({ luLe }: { luLe: Date | undefined }) =>
  luLe ? (
    <>
      Collectivités, et répertoire Sirene lu le <Time instant={luLe} forme="jour" />.
    </>
  ) : (
    <>Collectivités de France.</>
  )

export const RienTrouve = ({ q }: { q: string }) => (
  <EmptyState titre={`Aucune structure ne ressemble à « ${q} ».`}>
    Vérifiez l’orthographe, ou tapez le SIREN, le RNA ou le code INSEE. Une association créée depuis peu n’est pas encore au répertoire.
  </EmptyState>
)

/** Whoever is not in the list goes on all the same. */
export const PasDansLaListe = ({
  q,
  fonction = '',
  retour = '',
}: {
  q: string
  fonction?: string | undefined
  retour?: string | undefined
}) => (
  <div class="fr-mt-4w">
    <Callout titre={'Vous n’êtes pas dans la liste\u00a0?'}>
      <p>Déclarez votre structure&nbsp;: vous commencez tout de suite, le service la confirme ensuite.</p>
      <p class="fr-mt-2w">
        <a class="fr-btn fr-btn--secondary" href={`${paths.structures.declarer}?${new URLSearchParams({ q, fonction, retour })}`}>
          Déclarer ma structure
        </a>
      </p>
    </Callout>
  </div>
)
