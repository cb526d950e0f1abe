import { paths } from '../../../paths.ts'
import { Field, TextArea } from '../../../ui/champs.tsx'
import { CheckboxGroup } from '../../../ui/choix.tsx'
import { repriseDe } from '../fin.rules.ts'
import type { BilanVu } from './bilan.donnees.ts'
import { DIFFICULTES_MAX, jourCourt } from './declaration.rules.ts'
import { Repere } from './jalons.view.tsx'

/** The end of the project, its difficulties, photographs and documents. */
export const Fin = ({ v }: { v: BilanVu }) => {
  const pieces = v.b.pieces.filter(x => !x.commandeId)
  return (
    <section class="gt-sec" id="fin-du-projet" aria-labelledby="fin-t">
      <h2 class="fr-h5" id="fin-t">
        <span class="gt-sec__n" aria-hidden="true">
          4
        </span>
        Fin prévue et difficultés
      </h2>
      <div class="gt-jalon__h">
        <h3>Fin du projet</h3>
        <RepereFin v={v} />
      </div>
      <Field
        name="fin"
        label={
          <>
            Date de fin <span class="gt-unite">(jj/mm/aaaa)</span>
          </>
        }
        value={v.valeurs.fin}
        error={v.erreurs.fin}
        inputmode="numeric"
        autocomplete="off"
        court
      />
      <CheckboxGroup
        name="final"
        label="Le projet est-il terminé ?"
        options={[{ value: 'oui', label: 'Oui, ce bilan est le dernier' }]}
        values={v.valeurs.final === 'oui' ? ['oui'] : []}
        petit
      />
      <TextArea
        name="difficultes"
        label="Difficultés"
        hint="Le référent les lit : dites ce qui vous aiderait."
        value={v.valeurs.difficultes}
        error={v.erreurs.difficultes}
        rows={3}
        maxlength={DIFFICULTES_MAX}
        facultatif
      />
      <h3 class="gt-bilan__sous">Photos et pièces</h3>
      {pieces.length > 0 && (
        <ul>
          {pieces.map(x => (
            <li>
              <a href={paths.bilans.piece(v.b.dossierId, v.b.id, x.id)} data-turbo="false">
                {x.nom}
              </a>
            </li>
          ))}
        </ul>
      )}
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" name="_suite" value="pieces">
        {v.b.pieces.length > 0 ? 'Ajouter ou retirer une pièce' : 'Ajouter une photo, une pièce ou une facture'}
      </button>
    </section>
  )
}
export const RepereFin = ({ v }: { v: BilanVu }) => {
  const { jour: avant, source } = v.b.finAvant
  return (
    <Repere
      nom="fin"
      repris={repriseDe(source, jourCourt)}
      etait={v.changements.fin ? (avant ? `le ${jourCourt(avant)}\u00a0${avant.slice(0, 4)}` : 'inconnue') : undefined}
    />
  )
}
