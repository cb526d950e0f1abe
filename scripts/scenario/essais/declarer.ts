import type { Appel } from '../../../src/features/cahier/index.ts'
import { paths } from '../../../src/paths.ts'
import type { MondeCommun } from '../monde.ts'
import { entrerParLien } from '../porteurs.ts'
import { courrielDe } from '../projets.ts'
import { idDe } from '../visiteur.ts'
import { aDeclarer, departementDe, horsReferentiel, sirenDe } from './sirene.ts'

/** Structures of the test dossiers that no directory has, declared by hand by whoever will file for them, then confirmed by the service. */
export async function declarerStructures(m: MondeCommun, appel: Appel) {
  const dejaPris = horsReferentiel(appel).length
  for (const [i, s] of aDeclarer(appel).entries()) {
    const v = await entrerParLien(m, s.nom, courrielDe(s.nom, s.departement))
    const { vers } = await v.envoyer(
      paths.structures.declarer,
      {
        numero: 'siren',
        siren: sirenDe(dejaPris + i),
        nom: s.nom,
        type: s.type,
        commune: 'Commune inventée',
        departement: departementDe(s),
        adresse: '1 rue inventée',
        fonction: 'Secrétariat',
      },
      'déclarer la structure',
    )
    const service = await m.persona('administrateur')
    await service.envoyer(paths.instruction.structure(idDe(vers)), { acte: 'confirmer' }, `confirmer ${s.nom}`)
  }
}
