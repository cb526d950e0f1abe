/** A filter of a list: the values that some line has. Nothing to choose between less than two. */
export const ChoixFiltre = ({
  nom,
  libelle,
  valeur,
  options,
}: {
  nom: string
  libelle: string
  valeur: string
  options: readonly (readonly [code: string, libelle: string])[]
}) =>
  options.length < 2 ? null : (
    <div class="gt-champ">
      <label class="fr-label" for={nom}>
        {libelle}
      </label>
      <select class="fr-select" id={nom} name={nom}>
        <option value="">Tous</option>
        {options.map(([code, mot]) => (
          <option value={code} selected={code === valeur}>
            {mot}
          </option>
        ))}
      </select>
    </div>
  )
