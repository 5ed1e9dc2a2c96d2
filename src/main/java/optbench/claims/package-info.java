/**
 * What was claimed, and whether it holds: {@link optbench.claims.ClaimsFile} holds the claims,
 * {@link optbench.claims.ClaimJudge} the rules by which runs decide, {@link
 * optbench.claims.Verdicts} what came out. Pure.
 *
 * <p>A measure more is a constant more in {@link optbench.claims.Measure}.
 */
package optbench.claims;
