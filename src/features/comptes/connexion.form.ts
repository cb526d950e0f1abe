import { z } from 'zod'

const EXEMPLE = 'par exemple mairie@votre-commune.fr'
/** An e-mail address, as accounts keep it: trimmed, in lower case. */
const champCourriel = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, `Indiquez votre adresse électronique, ${EXEMPLE}`)
  .max(254, 'Cette adresse électronique est trop longue')
  .pipe(z.email(`Cette adresse électronique est incomplète ou mal écrite. Écrivez-la ainsi : ${EXEMPLE}`))

export const lienForm = z.object({ courriel: champCourriel })

/** « 123 456 »: the code of the mail. */
export const codeRecuForm = z.object({
  code: z
    .string()
    .transform(s => s.replace(/\s/g, ''))
    .pipe(
      z
        .string()
        .min(1, 'Indiquez le code reçu par courriel')
        .regex(/^\d{6}$/, 'Ce code a 6 chiffres. Recopiez celui du courriel'),
    ),
})

/** Field names are those of the second form of the page, whose ids must differ from the first's. */
export const motDePasseForm = z.object({
  courriel_mdp: champCourriel,
  mot_de_passe: z.string().min(1, 'Indiquez votre mot de passe').max(128, 'Ce mot de passe est trop long'),
})

export type CodeSaisi = { genre: 'totp' | 'secours'; code: string }
/** « 123 456 » is a code of the application, « aB3dE-fG4hI » a backup code. */
export const codeForm = z.object({
  code: z
    .string()
    .transform(s => s.replace(/\s/g, ''))
    .pipe(
      z
        .string()
        .min(1, 'Indiquez le code')
        .regex(
          /^(\d{6}|[A-Za-z0-9]{5}-?[A-Za-z0-9]{5})$/,
          'Ce code n’a pas la bonne forme. Écrivez les 6 chiffres de votre application, ou un code de secours',
        ),
    )
    .transform(
      (code): CodeSaisi =>
        /^\d{6}$/.test(code)
          ? { genre: 'totp', code }
          : { genre: 'secours', code: code.includes('-') ? code : `${code.slice(0, 5)}-${code.slice(5)}` },
    ),
})

/** What a page that signs in on the way reads. */
export const FORMES = { lien: lienForm, code: codeRecuForm }
