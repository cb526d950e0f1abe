import type { Recette } from './recette.ts'

/** A second person signs the acts of a call with the first: their name and function are data of the call, and stand on the act and in its PDF. */
export const signataire: Recette = {
  nom: 'un second signataire',
  etapes: [
    {
      fichier: 'src/features/cahier/schema/decision.ts',
      apres: '  signataire: texte.optional(),\n',
      ajouter:
        '  /** Who signs the acts with the authority. */\n  second_signataire: z.strictObject({ nom: phrase, fonction: phrase }).optional(),\n',
    },
    {
      fichier: 'docs/ecrire-un-appel.md',
      apres: '`{ libelle*, service*, signataire, ',
      ajouter: 'second_signataire: { nom*, fonction* }, ',
    },
    {
      fichier: 'src/features/documents/modele-acte.ts',
      apres: '  signataire: texte.optional(),\n',
      ajouter: '  secondSignataire: z.strictObject({ nom: texte, fonction: texte }).optional(),\n',
    },
    {
      fichier: 'src/features/documents/modeles/acte.typ',
      apres: 'else { libre(d.signataire) } #if not signe [\\ #petit[Signature]]],\n',
      ajouter: `    ..if "secondSignataire" in d {
      let second = d.secondSignataire
      ([], [#v(16mm) #libre(second.nom) \\ #libre(second.fonction) \\ #petit[Signature]])
    },
`,
    },
    {
      fichier: 'src/features/suivi/actes/rediger.ts',
      apres: '    ...(signataire ? { signataire } : {}),\n',
      ajouter: '    ...(appel.regime.second_signataire ? { secondSignataire: appel.regime.second_signataire } : {}),\n',
    },
  ],
  essais: ['src/features/appels/documentation.test.ts', 'src/features/documents/documents.test.ts', 'src/features/suivi/actes'],
  montre: {
    fichier: 'src/features/suivi/actes/second-signataire.test.ts',
    contenu: `import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../../test/suivi.ts'
import { gestesActes } from '../../../test/suivi-actes.ts'

const SECOND = 'second_signataire: { nom: Dominique Orsini, fonction: Directrice des finances publiques }'
describe.each([
  ['un appel qui nomme un second signataire', SECOND],
  ['un appel qui n’en nomme pas', ''],
])('%s', (_, second) => {
  let m: MondeSuivis
  let d: string
  beforeAll(async () => {
    m = await ouvrirSuivis(texte => texte.replace('\\nregime:\\n', \`\\nregime:\\n\${second ? \`  \${second}\\n\` : ''}\`))
  })
  afterAll(() => m.w.close())
  beforeEach(async () => {
    m.w.regler(NOTIFIE)
    ;[d] = (await m.laureats(1)) as [string]
  })

  it('son nom et sa fonction sont sur l’acte, à côté de l’autorité, ou nulle part', async () => {
    const g = gestesActes(m)
    await g.etablir(d)
    const [acte] = await g.actes(d)
    const lu = (await lirePdf(Buffer.from(await (await m.w.get(paths.actes.pdf(d, acte.id), m.vico.cookie)).arrayBuffer()))).texte
    expect(acte.contenu.secondSignataire).toEqual(
      second ? { nom: 'Dominique Orsini', fonction: 'Directrice des finances publiques' } : undefined,
    )
    expect(lu.includes('Dominique Orsini')).toBe(second !== '')
    expect(lu.includes('Directrice des finances publiques')).toBe(second !== '')
    expect(lu.split('Signature').length - 1).toBe(second ? 2 : 1)
  })
})
`,
  },
}
