import type { Morceau } from '../../lib/comparer-textes.ts'
import { RadioGroup } from '../../ui/choix.tsx'
import type { ConflitVu } from './conflits.ts'

const Texte = ({ morceaux }: { morceaux: readonly Morceau[] }) =>
  morceaux.length === 0 ? <em>Aucune réponse</em> : morceaux.map(m => (m.propre ? <mark>{m.texte}</mark> : m.texte))

/**
 * Two people changed one field: both versions beside it, nothing overwritten. The form chooses with radios; `boutons`, where a script answers, with two
 * buttons.
 */
export const ConflitChamp = ({ conflit: c, boutons }: { conflit: ConflitVu; boutons?: boolean }) => (
  <div
    class="gt-conflit"
    id={`conflit-${c.nom}`}
    role="group"
    aria-labelledby={`conflit-${c.nom}-titre`}
    data-conflit={c.nom}
    data-valeurs={JSON.stringify(c.valeurs)}
    data-marque={c.marque}
  >
    <p class="gt-conflit__titre fr-icon-warning-line" id={`conflit-${c.nom}-titre`}>
      « {c.libelle} »{c.par ? `\u00a0: ${c.par} a modifié cette réponse` : ' : cette réponse a été modifiée ailleurs'} en même temps que
      vous.
    </p>
    <dl class="gt-conflit__versions">
      <div>
        <dt>Sa version, enregistrée</dt>
        <dd>
          <Texte morceaux={c.enregistre} />
        </dd>
      </div>
      <div>
        <dt>La vôtre</dt>
        <dd>
          <Texte morceaux={c.saisi} />
        </dd>
      </div>
    </dl>
    {boutons ? (
      <div class="gt-conflit__choix">
        <Bouton choix="mienne" conflit={c}>
          Garder la mienne
        </Bouton>
        <Bouton choix="enregistree" conflit={c}>
          Prendre la sienne
        </Bouton>
      </div>
    ) : (
      <RadioGroup
        name={`_choix.${c.nom}`}
        label="La version à garder"
        petit
        enLigne
        options={[
          { value: 'mienne', label: 'Garder la mienne' },
          { value: 'enregistree', label: 'Prendre la sienne' },
        ]}
      />
    )}
  </div>
)

const Bouton = ({ choix, conflit, children }: { choix: 'mienne' | 'enregistree'; conflit: ConflitVu; children: string }) => (
  <button
    class="fr-btn fr-btn--secondary fr-btn--sm"
    type="button"
    data-action="enregistrement#choisir"
    data-enregistrement-nom-param={conflit.nom}
    data-enregistrement-choix-param={choix}
  >
    {children}
    <span class="fr-sr-only"> : {conflit.libelle}</span>
  </button>
)
